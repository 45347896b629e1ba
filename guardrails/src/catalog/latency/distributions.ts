import { incompleteBeta } from './incomplete-beta.ts';

/** P(X ≥ k) of X ~ Binomial(n, p), exact. Source: DLMF 8.17.24. */
export const binomialAtLeast = (k: number, n: number, p: number): number => {
  if (k <= 0) return 1;
  if (k > n) return 0;
  return incompleteBeta(p, k, n - k + 1);
};

/** P(X ≤ k) of X ~ Binomial(n, p), exact. */
export const binomialAtMost = (k: number, n: number, p: number): number => {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return incompleteBeta(1 - p, n - k, k + 1);
};

/** P(T ≤ t) of Student's t with `degrees` degrees of freedom. Source: DLMF 8.17, Student (1908). */
export const studentCumulative = (t: number, degrees: number): number => {
  const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
};

/**
 * The t that Student's t with `degrees` degrees of freedom exceeds with probability `alpha` (0 < alpha ≤ 0.5), by
 * bisection.
 */
export const studentUpper = (alpha: number, degrees: number): number => {
  let low = 0;
  let high = 1;
  while (1 - studentCumulative(high, degrees) > alpha && high < 1e9) high *= 2;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (1 - studentCumulative(middle, degrees) > alpha) low = middle;
    else high = middle;
  }
  return high;
};

/** The z that a standard normal variable exceeds with probability `alpha`: Student's t with endless degrees. */
export const normalUpper = (alpha: number): number => studentUpper(alpha, 1e7);
