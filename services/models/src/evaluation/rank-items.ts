/**
 * The best items by score that are not hidden, best first; equal scores in the order of the item's number.
 * @param hidden items that may not be shown, as a rule those the listener knows already
 */
export const rankItems = (scores: Float64Array, hidden: ReadonlySet<number>, count: number): number[] => {
  const best: number[] = [];
  scores.forEach((score, item) => {
    if (hidden.has(item)) return;
    if (best.length === count && score <= (scores[best.at(-1) ?? 0] as number)) return;
    best.splice(placeOf(scores, best, score), 0, item);
    if (best.length > count) best.pop();
  });
  return best;
};

// Behind all that are as good: they have smaller numbers.
const placeOf = (scores: Float64Array, best: readonly number[], score: number): number => {
  let [low, high] = [0, best.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((scores[best[middle] as number] as number) >= score) low = middle + 1;
    else high = middle;
  }
  return low;
};
