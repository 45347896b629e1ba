/** Longest line that is kept, in characters; what is over is cut off. */
const maxLineLength = 1_000_000;

/** Turns chunks of text into lines. */
export type LineReader = {
  readonly push: (chunk: string) => void;
  /** Hands out what stands after the last line end. */
  readonly end: () => void;
};

/** Calls `onLine` for each line, without its end, as soon as it is whole. */
export const createLineReader = (onLine: (line: string) => void): LineReader => {
  let rest = '';
  return {
    push: (chunk) => {
      const lines = `${rest}${chunk}`.split('\n');
      rest = (lines.pop() ?? '').slice(0, maxLineLength);
      for (const line of lines) onLine(line.slice(0, maxLineLength));
    },
    end: () => {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
};
