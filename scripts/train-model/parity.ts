import type { Scorer } from '../../services/ranking/src/model/scorer.ts';
import type { RowGroup } from './training-rows.ts';

export type ScoredGroup = { readonly labels: readonly number[]; readonly scores: readonly number[] };

/** Gives each group its own stretch of scores that were predicted in one go. */
export const scoresByGroup = (groups: readonly RowGroup[], scores: readonly number[]): ScoredGroup[] => {
  let from = 0;
  return groups.map(({ labels }) => ({ labels, scores: scores.slice(from, (from += labels.length)) }));
};

/** The largest difference between the trainer's scores and those of the runtime that serves, over all rows. */
export const largestDifference = async (
  scorer: Scorer,
  groups: readonly RowGroup[],
  expected: readonly ScoredGroup[],
): Promise<number> => {
  let largest = 0;
  for (const [at, { rows }] of groups.entries()) {
    const columnCount = scorer.inputs.length;
    const values = Float32Array.from(rows.flatMap((row) => [...row]));
    const scores = await scorer.score({ values, rowCount: rows.length, columnCount });
    scores.forEach((score, row) => {
      largest = Math.max(largest, Math.abs(score - (expected[at]?.scores[row] ?? Number.NaN)));
    });
  }
  return largest;
};
