/**
 * The `quantile` (0 to 1) of values that are sorted upwards, by nearest rank; NaN of none.
 * Source: Hyndman and Fan (1996), definition 1.
 */
export const quantileOfSorted = (sorted: readonly number[], quantile: number): number =>
  sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)] ?? Number.NaN;

/** The same of values in any order. */
export const quantileOf = (values: readonly number[], quantile: number): number =>
  quantileOfSorted(sortNumbers(values), quantile);

/** The middle value; the mean of the two middle ones of an even number. NaN of none. */
export const medianOf = (values: readonly number[]): number => {
  const sorted = sortNumbers(values);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
};

/**
 * The standard error of the median without assuming a distribution: half the distance between the order statistics one
 * binomial standard deviation to either side of the middle. Infinite below four values.
 */
export const medianError = (values: readonly number[]): number => {
  if (values.length < 4) return Number.POSITIVE_INFINITY;
  const sorted = sortNumbers(values);
  const reach = Math.sqrt(sorted.length) / 2 / sorted.length;
  return (quantileOfSorted(sorted, 0.5 + reach) - quantileOfSorted(sorted, 0.5 - reach)) / 2;
};

const sortNumbers = (values: readonly number[]): number[] => [...values].sort((one, other) => one - other);
