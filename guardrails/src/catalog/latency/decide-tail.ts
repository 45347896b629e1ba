import type { Verdict } from '../../guardrail.ts';
import { combineVerdicts } from '../../report/report.ts';
import { answeredAlike } from './decide-middle.ts';
import type { Block } from './latency-evidence.ts';
import { medianOf } from './quantile.ts';
import {
  addDiscordances,
  countDiscordance,
  excessOf,
  isExcessShown,
  mcnemar,
  upperExcess,
  type Discordance,
} from './shown-excess.ts';

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

/**
 * Judges the tail by which side was slow alone: for 1.5, 2 and 3 times base's median, the pairs in which only head is
 * above against those in which only base is,
 * base's times being first raised by what is allowed. Head fails when {@link isExcessShown} says so (in three thresholds: a
 * third of the chance each) and half a hundredth of the requests is concerned. Pure.
 */
export const decideTail = (blocks: readonly Block[], limits: TailLimits): TailDecision => {
  const counts = thresholds.map((times) => countAt(times, blocks, limits));
  return { verdict: combineVerdicts(counts.map(({ verdict }) => verdict)), counts };
};

const countAt = (times: number, blocks: readonly Block[], limits: TailLimits): TailCount => {
  const each = blocks.map((block) => countAbove(block, times, 1 + limits.margin));
  const all = addDiscordances(each);
  const excess = excessOf(all);
  const excessAtMost = upperExcess(all, limits.pass);
  const isSlow = excess >= leastExcess && isExcessShown(each, limits.fail / thresholds.length);
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

const countAbove = (block: Block, times: number, allowed: number): Discordance => {
  const pairs = answeredAlike(block.pairs);
  const threshold = times * medianOf(pairs.map(([, , , baseUs]) => baseUs));
  return countDiscordance({ pairs }, ([, , , baseUs, headUs]) => ({
    base: baseUs * allowed > threshold,
    head: headUs > threshold,
  }));
};
