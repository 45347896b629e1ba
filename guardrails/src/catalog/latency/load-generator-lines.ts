import type { Block, Measurement, ServerFailure } from './latency-evidence.ts';

/** One line of the load generator's output. */
export type LoadGeneratorLine =
  | { readonly type: 'answers'; readonly answers: Measurement['answers'] }
  | { readonly type: 'block'; readonly block: Block }
  | { readonly type: 'failure'; readonly failure: ServerFailure }
  | { readonly type: 'end' };

/** What the lines hold together. */
export type LoadGeneratorOutput = Pick<Measurement, 'answers' | 'blocks' | 'failures'> & { readonly isWhole: boolean };

/** Gathers the lines; one that was cut short by the generator's end is left out, and `isWhole` says whether it ended by itself. Pure. */
export const parseLoadGeneratorLines = (text: string): LoadGeneratorOutput => {
  const lines = text.split('\n').slice(0, -1).map(parseLine);
  return {
    answers: lines.flatMap((line) => (line?.type === 'answers' ? line.answers : [])),
    blocks: lines.flatMap((line) => (line?.type === 'block' ? [line.block] : [])),
    failures: lines.flatMap((line) => (line?.type === 'failure' ? [line.failure] : [])),
    isWhole: lines.at(-1)?.type === 'end',
  };
};

const parseLine = (line: string): LoadGeneratorLine | null => {
  try {
    // The generator is our own script; the servers cannot write to its output.
    return JSON.parse(line) as LoadGeneratorLine;
  } catch {
    return null;
  }
};
