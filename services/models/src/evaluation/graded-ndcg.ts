/**
 * Normalised discounted cumulative gain of the first ten by score (Järvelin and Kekäläinen, 2002); gain 2^label − 1.
 * @returns from 0 to 1; `undefined` when no item has a label above 0, because every order is then as good
 */
export const ndcgAt10 = (labels: readonly number[], scores: readonly number[]): number | undefined => {
  const byScore = labels.map((label, at) => ({ label, score: scores[at] ?? 0 })).sort((a, b) => b.score - a.score);
  const ideal = gain(labels.toSorted((a, b) => b - a));
  return ideal === 0 ? undefined : gain(byScore.map(({ label }) => label)) / ideal;
};

/** The mean over groups that have one. */
export const meanNdcgAt10 = (groups: readonly { labels: readonly number[]; scores: readonly number[] }[]): number => {
  const values = groups.map(({ labels, scores }) => ndcgAt10(labels, scores)).filter((value) => value !== undefined);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

const gain = (labels: readonly number[]): number =>
  labels.slice(0, 10).reduce((sum, label, at) => sum + (2 ** label - 1) / Math.log2(at + 2), 0);
