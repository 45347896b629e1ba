/** How good one listener's list is: both from 0 to 1. */
export type ListQuality = { readonly ndcg: number; readonly recall: number };

/**
 * NDCG and recall of a list against the items that were really played (binary gain; the ideal list has as many hits as
 * fit, as in RecBole and Järvelin and Kekäläinen, 2002).
 * @param list best first; its length is the cut-off
 * @param relevant at least one item
 */
export const listQuality = (list: readonly number[], relevant: ReadonlySet<number>, cutOff: number): ListQuality => {
  const hits = list.slice(0, cutOff).map((item) => relevant.has(item));
  const gain = hits.reduce((sum, isHit, at) => sum + (isHit ? discount(at) : 0), 0);
  const ideal = Array.from({ length: Math.min(cutOff, relevant.size) }, (_, at) => discount(at));
  return {
    ndcg: gain / ideal.reduce((sum, value) => sum + value, 0),
    recall: hits.filter(Boolean).length / relevant.size,
  };
};

const discount = (place: number): number => 1 / Math.log2(place + 2);
