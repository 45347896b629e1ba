/** The rows of one list: ranked against each other, never against those of another; NaN is a missing value. */
export type RowGroup = { readonly rows: readonly Float32Array[]; readonly labels: readonly number[] };

/** A group with what the trainer, or a runtime, said of each row. */
export type ScoredGroup = { readonly labels: readonly number[]; readonly scores: readonly number[] };

/** Gives each group its own stretch of scores that were predicted in one go. */
export const scoresByGroup = (groups: readonly RowGroup[], scores: readonly number[]): ScoredGroup[] => {
  let from = 0;
  return groups.map(({ labels }) => ({ labels, scores: scores.slice(from, (from += labels.length)) }));
};
