import type { Random } from '../simulator/random.ts';

/** A mean difference and the interval that holds it with the confidence asked. */
export type Interval = { readonly mean: number; readonly low: number; readonly high: number };

export type BootstrapOptions = { readonly draws: number; readonly confidence: number };

/**
 * The percentile interval of the mean of paired differences, one a user, by drawing users anew with replacement (Efron
 * and Tibshirani, 1993; for rankings Sakai, 2006). Pairing takes out what makes one user harder than another.
 * @throws RangeError when there are no differences or one is not finite
 */
export const bootstrapMean = (
  random: Random,
  differences: readonly number[],
  { draws, confidence }: BootstrapOptions = { draws: 10_000, confidence: 0.95 },
): Interval => {
  if (differences.length === 0 || !differences.every(Number.isFinite))
    throw new RangeError('a bootstrap needs at least one difference, and finite ones');
  const values = Float64Array.from(differences);
  const means = Float64Array.from({ length: draws }, () => meanOfDraw(random, values)).sort();
  const tail = (1 - confidence) / 2;
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    low: means[Math.floor(tail * (draws - 1))] as number,
    high: means[Math.ceil((1 - tail) * (draws - 1))] as number,
  };
};

const meanOfDraw = (random: Random, values: Float64Array): number => {
  let sum = 0;
  for (let count = 0; count < values.length; count += 1)
    sum += values[Math.floor(random.next() * values.length)] as number;
  return sum / values.length;
};
