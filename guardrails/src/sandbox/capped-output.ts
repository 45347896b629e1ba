import { StringDecoder } from 'node:string_decoder';

/** Keeps the first `maxBytes` of a stream of UTF-8 text and drops the rest. */
export type CappedOutput = {
  readonly write: (chunk: Buffer) => void;
  readonly text: () => string;
  readonly truncated: () => boolean;
};

/** Cap when the command names none: 8 MiB. */
export const defaultOutputBytes = 8 * 1024 ** 2;

/**
 * Creates a capped output. A character that is split over two chunks, or over the cap, is never half shown.
 * @param onText gets what is kept as it comes
 */
export const createCappedOutput = (
  maxBytes: number = defaultOutputBytes,
  onText: (text: string) => void = () => undefined,
): CappedOutput => {
  const decoder = new StringDecoder('utf8');
  const kept: string[] = [];
  let bytes = 0;
  let truncated = false;
  return {
    write: (chunk) => {
      const fitting = chunk.subarray(0, maxBytes - bytes);
      truncated ||= fitting.length < chunk.length;
      bytes += fitting.length;
      const text = decoder.write(fitting);
      if (text === '') return;
      kept.push(text);
      onText(text);
    },
    text: () => kept.join(''),
    truncated: () => truncated,
  };
};
