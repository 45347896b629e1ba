/** Bounds of a proportion. */
export type Bounds = { readonly low: number; readonly high: number };

/**
 * Wilson's score interval with 95 % confidence for `hits` of `total`; 0 to 1 where nothing was counted. Pure.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
 */
export const wilson = (hits: number, total: number): Bounds => {
  if (total === 0) return { low: 0, high: 1 };
  const z = 1.959964;
  const share = hits / total;
  const scale = 1 + z ** 2 / total;
  const middle = (share + z ** 2 / (2 * total)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};
