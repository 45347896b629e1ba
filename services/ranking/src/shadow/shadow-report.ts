import { Type, type Static } from 'typebox';
import type { Agreement } from '../core/compare-rankings.ts';

const Spread = Type.Object({
  mean: Type.Number(),
  p10: Type.Number({ description: 'Nine comparisons in ten agree at least as much.' }),
  least: Type.Number(),
});
const Micros = Type.Object({ p50: Type.Number(), p99: Type.Number() });

/** How two models ranked the same live requests; what a promotion gate reads. */
export const ShadowReport = Type.Object({
  name: Type.String(),
  full: Type.String({ description: 'The version that answered.' }),
  shadow: Type.String({ description: 'The version that scored beside it and answered nobody.' }),
  sinceMs: Type.Integer({ description: 'When the two began to be compared, Unix milliseconds.' }),
  compared: Type.Integer(),
  failed: Type.Integer({ description: 'Calls of the shadow that gave no scores.' }),
  kept: Type.Integer({ description: 'The newest comparisons, which the numbers below are of.' }),
  topK: Type.Integer(),
  topKOverlap: Spread,
  kendallTau: Spread,
  fullMicros: Micros,
  shadowMicros: Micros,
});
export type ShadowReport = Static<typeof ShadowReport>;

/** The two versions that a report compares. */
export type ShadowPair = { readonly name: string; readonly full: string; readonly shadow: string };

/** One comparison. */
export type Comparison = Agreement & { readonly fullMs: number; readonly shadowMs: number };

/** A report that grows. */
export type ShadowReportBuilder = {
  readonly isOf: (pair: ShadowPair) => boolean;
  readonly add: (comparison: Comparison) => void;
  readonly addFailure: () => void;
  readonly read: () => ShadowReport | undefined;
};

/** A report over the newest comparisons of one pair; it says nothing before the first. */
export const createShadowReport = (pair: ShadowPair, sinceMs: number): ShadowReportBuilder => {
  const kept: Comparison[] = [];
  let compared = 0;
  let failed = 0;
  return {
    isOf: ({ name, full, shadow }) => name === pair.name && full === pair.full && shadow === pair.shadow,
    add: (comparison) => {
      kept[compared % mostKept] = comparison;
      compared += 1;
    },
    addFailure: () => {
      failed += 1;
    },
    read: () =>
      compared + failed === 0
        ? undefined
        : {
            ...pair,
            sinceMs,
            compared,
            failed,
            kept: kept.length,
            topK,
            topKOverlap: spreadOf(kept.map(({ topKOverlap }) => topKOverlap)),
            kendallTau: spreadOf(kept.map(({ kendallTau }) => kendallTau)),
            fullMicros: microsOf(kept.map(({ fullMs }) => fullMs)),
            shadowMicros: microsOf(kept.map(({ shadowMs }) => shadowMs)),
          },
  };
};

/** How many cards the top of a ranking is, for the overlap. */
export const topK = 10;

const mostKept = 4096;

const spreadOf = (values: readonly number[]): ShadowReport['topKOverlap'] => {
  const sorted = values.toSorted((a, b) => a - b);
  const mean = sorted.length === 0 ? 0 : sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { mean: round(mean), p10: round(quantile(sorted, 0.1)), least: round(quantile(sorted, 0)) };
};

const microsOf = (ms: readonly number[]): ShadowReport['fullMicros'] => {
  const sorted = ms.toSorted((a, b) => a - b);
  return { p50: Math.round(1000 * quantile(sorted, 0.5)), p99: Math.round(1000 * quantile(sorted, 0.99)) };
};

// The nearest rank; 0 of nothing.
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
