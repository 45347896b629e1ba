import type { RankerRuntime } from './open-runtime.ts';

/** One row with what the trainer says of it. */
export type ExpectedScore = { readonly row: ArrayLike<number>; readonly score: number };

/** The largest difference between the trainer's scores and those of the runtime that serves; NaN when one is no number. */
export const largestDifference = async (
  runtime: RankerRuntime,
  expected: readonly ExpectedScore[],
): Promise<number> => {
  const scores = await runtime.score(expected.map(({ row }) => row));
  return expected.reduce(
    (largest, { score }, at) => Math.max(largest, Math.abs(score - (scores[at] ?? Number.NaN))),
    0,
  );
};
