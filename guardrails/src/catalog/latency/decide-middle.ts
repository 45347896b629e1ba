import type { Verdict } from '../../guardrail.ts';
import { studentUpper } from './distributions.ts';
import type { Block, Pair } from './latency-evidence.ts';
import { medianError, medianOf } from './quantile.ts';

/** What was shown of the middle (p50). */
export type MiddleDecision = {
  readonly verdict: Verdict;
  /** Head over base: 1.1 is 10 % slower. */
  readonly ratio: number;
  /** The ratio is above this, with the confidence of a `fail`. */
  readonly atLeast: number;
  /** The ratio is below this, with the confidence of a `pass`. */
  readonly atMost: number;
  /** The smallest ratio that these samples could have shown to be too slow. */
  readonly smallestShown: number;
};

/** The limit and the chances of error at this look. */
export type MiddleLimits = { readonly margin: number; readonly fail: number; readonly pass: number };

/**
 * Judges p50 by the paired log ratio: each block gives the median of ln(head / base) over its pairs, and an interval
 * from Student's t over the blocks says what restarts, pairs and noise leave open. The error is never taken to be below
 * what the pairs alone leave open, however well a few blocks happen to agree. Pure.
 * Source: Kalibera and Jones, Rigorous Benchmarking in Reasonable Time (ISMM 2013), the interval from the means of the
 * highest level; Bulej et al., Duet Benchmarking (arXiv 2001.05811), pairing.
 */
export const decideMiddle = (blocks: readonly Block[], { margin, fail, pass }: MiddleLimits): MiddleDecision => {
  const logRatios = blocks
    .map((block) => answeredAlike(block.pairs).map(logRatio))
    .filter((ratios) => ratios.length > 0);
  const medians = logRatios.map(medianOf);
  const centre = mean(medians);
  const error = standardError(medians, logRatios.map(medianError));
  const width = (alpha: number) => (medians.length < 2 ? Infinity : studentUpper(alpha, medians.length - 1) * error);
  const [low, high, limit] = [centre - width(fail), centre + width(pass), Math.log1p(margin)];
  return {
    verdict: low > limit ? 'fail' : high < limit ? 'pass' : 'cannot-check',
    ratio: Math.exp(centre),
    atLeast: Math.exp(low),
    atMost: Math.exp(high),
    smallestShown: Math.exp(limit + width(fail)),
  };
};

/** The pairs whose times may be compared: both sides gave the same answer. Pure. */
export const answeredAlike = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.filter(([, , , , , baseStatus, headStatus]) => baseStatus === headStatus && baseStatus > 0);

const logRatio = ([, baseUs, headUs]: Pair): number => Math.log(Math.max(1, headUs) / Math.max(1, baseUs));

const standardError = (medians: readonly number[], errors: readonly number[]): number => {
  const centre = mean(medians);
  const squares = medians.map((median) => (median - centre) ** 2);
  const between = sum(squares) / (medians.length - 1) / medians.length;
  const within = sum(errors.map((error) => error ** 2)) / medians.length ** 2;
  return Math.sqrt(Math.max(between, within));
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
