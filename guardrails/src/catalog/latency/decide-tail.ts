import type { Verdict } from '../../guardrail.ts';
import { combineVerdicts } from '../../report/report.ts';
import { answeredAlike } from './decide-middle.ts';
import { binomialAtLeast, normalUpper } from './distributions.ts';
import type { Block } from './latency-evidence.ts';
import { medianOf } from './quantile.ts';

/** What was shown at one threshold. */
export type TailCount = {
  /** The threshold is this many times base's median. */
  readonly times: number;
  readonly pairs: number;
  /** Pairs in which head alone was above the threshold, and base alone. */
  readonly headOnly: number;
  readonly baseOnly: number;
  /** Share of requests above the threshold at head beyond those at base. */
  readonly excess: number;
  readonly excessAtMost: number;
  /** Chance of so many `headOnly` among the discordant pairs, were head no worse. */
  readonly pValue: number;
  readonly verdict: Verdict;
};

/** What was shown of the tail (p99). */
export type TailDecision = { readonly verdict: Verdict; readonly counts: readonly TailCount[] };

/** The limit and the chances of error at this look. */
export type TailLimits = { readonly margin: number; readonly fail: number; readonly pass: number };

const thresholds = [1.5, 2, 3] as const;
/** A tail is too slow only when this share of requests moved into it: half of the hundredth that p99 speaks of. */
export const leastExcess = 0.005;
/** A tail is shown to be kept when fewer than this share moved into it: the hundredth that p99 speaks of. */
export const mostExcess = 0.01;

type Discordance = { readonly pairs: number; readonly headOnly: number; readonly baseOnly: number };

/**
 * Judges the tail by which side was slow alone: for 1.5, 2 and 3 times base's median, the pairs in which only head is
 * above against those in which only base is, base's times being first raised by what is allowed. Head fails when the
 * exact test says so (in three thresholds: a third of the chance each), still says so without the block that speaks
 * most against it, and half a hundredth of the requests is concerned. Pure.
 * Source: McNemar (1947), exact binomial form; bound of the excess: Bonett and Price (2012), adjusted Wald.
 */
export const decideTail = (blocks: readonly Block[], limits: TailLimits): TailDecision => {
  const counts = thresholds.map((times) => countAt(times, blocks, limits));
  return { verdict: combineVerdicts(counts.map(({ verdict }) => verdict)), counts };
};

const countAt = (times: number, blocks: readonly Block[], limits: TailLimits): TailCount => {
  const each = blocks.map((block) => discordance(block, times, 1 + limits.margin));
  const all = add(each);
  const excess = all.pairs === 0 ? 0 : (all.headOnly - all.baseOnly) / all.pairs;
  const excessAtMost = upperExcess(all, limits.pass);
  const isSlow = excess >= leastExcess && isShown(each, limits.fail / thresholds.length);
  const isKept = blocks.length >= 2 && excessAtMost < mostExcess;
  return {
    times,
    ...all,
    excess,
    excessAtMost,
    pValue: mcnemar(all),
    verdict: isSlow ? 'fail' : isKept ? 'pass' : 'cannot-check',
  };
};

const discordance = (block: Block, times: number, allowed: number): Discordance => {
  const pairs = answeredAlike(block.pairs);
  const threshold = times * medianOf(pairs.map(([, , , baseUs]) => baseUs));
  const isHeadOnly = (base: number, head: number) => head > threshold && base * allowed <= threshold;
  const isBaseOnly = (base: number, head: number) => head <= threshold && base * allowed > threshold;
  return {
    pairs: pairs.length,
    headOnly: pairs.filter(([, , , baseUs, headUs]) => isHeadOnly(baseUs, headUs)).length,
    baseOnly: pairs.filter(([, , , baseUs, headUs]) => isBaseOnly(baseUs, headUs)).length,
  };
};

/** Exact one-sided McNemar: P(X ≥ headOnly) of X ~ Binomial(headOnly + baseOnly, ½). Pure. */
export const mcnemar = ({ headOnly, baseOnly }: Pick<Discordance, 'headOnly' | 'baseOnly'>): number =>
  binomialAtLeast(headOnly, headOnly + baseOnly, 0.5);

/** One start may be unlucky as a whole; a slow tail in the code shows in the others too. */
const isShown = (each: readonly Discordance[], alpha: number): boolean => {
  const excessOf = ({ headOnly, baseOnly }: Discordance) => headOnly - baseOnly;
  const [, ...others] = [...each].sort((one, other) => excessOf(other) - excessOf(one));
  return others.length > 0 && mcnemar(add(each)) < alpha && mcnemar(add(others)) < alpha;
};

const upperExcess = ({ pairs, headOnly, baseOnly }: Discordance, alpha: number): number => {
  const [head, base] = [(headOnly + 1) / (pairs + 2), (baseOnly + 1) / (pairs + 2)];
  return head - base + normalUpper(alpha) * Math.sqrt((head + base - (head - base) ** 2) / (pairs + 2));
};

const add = (each: readonly Discordance[]): Discordance =>
  each.reduce(
    (total, one) => ({
      pairs: total.pairs + one.pairs,
      headOnly: total.headOnly + one.headOnly,
      baseOnly: total.baseOnly + one.baseOnly,
    }),
    { pairs: 0, headOnly: 0, baseOnly: 0 },
  );
