/** How much two rankings of the same candidates agree. */
export type Agreement = {
  /** The share of the first `k` that both have there, from 0 to 1. */
  readonly topKOverlap: number;
  /** Kendall's tau-b, from −1 (reversed) to 1 (the same order); 1 when either ties everything. */
  readonly kendallTau: number;
};

/**
 * Compares the orders that two models give the same rows: by score downwards, equal scores by row.
 * @param k how many rows the top is
 */
export const compareRankings = (a: Float32Array, b: Float32Array, k: number): Agreement => ({
  topKOverlap: overlapOf(topRows(a, k), topRows(b, k)),
  kendallTau: kendallTauB(a, b),
});

const topRows = (scores: Float32Array, k: number): number[] =>
  Array.from(scores.keys())
    .sort((x, y) => (scores[y] ?? 0) - (scores[x] ?? 0) || x - y)
    .slice(0, k);

const overlapOf = (a: readonly number[], b: readonly number[]): number => {
  const inB = new Set(b);
  return a.length === 0 ? 1 : a.filter((row) => inB.has(row)).length / a.length;
};

/**
 * Kendall's rank correlation with ties, tau-b (M. G. Kendall, 1945). Pairs one by one: for the 200 rows of a request that is
 * quicker than sorting.
 */
export const kendallTauB = (a: Float32Array, b: Float32Array): number => {
  let [agree, disagree, tiedInA, tiedInB] = [0, 0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    for (let j = i + 1; j < a.length; j += 1) {
      const inA = Math.sign((a[i] ?? 0) - (a[j] ?? 0));
      const inB = Math.sign((b[i] ?? 0) - (b[j] ?? 0));
      if (inA === 0) tiedInA += 1;
      if (inB === 0) tiedInB += 1;
      if (inA * inB > 0) agree += 1;
      else if (inA * inB < 0) disagree += 1;
    }
  }
  const pairs = (a.length * (a.length - 1)) / 2;
  const scale = Math.sqrt((pairs - tiedInA) * (pairs - tiedInB));
  return scale === 0 ? 1 : (agree - disagree) / scale;
};
