import { answeredAlike } from './decide-middle.ts';
import type { Block } from './latency-evidence.ts';
import { quantileOf } from './quantile.ts';

/** Base beside head, as messages show it. The middle counts from the real sending, the tail from the intended one. */
export type TimesSummary = {
  readonly baseP50Ms: number;
  readonly headP50Ms: number;
  readonly baseP99Ms: number;
  readonly headP99Ms: number;
  readonly pairs: number;
  readonly starts: number;
};

/** Sums up all pairs that both sides answered alike. Pure. */
export const summariseTimes = (blocks: readonly Block[]): TimesSummary => {
  const pairs = blocks.flatMap((block) => answeredAlike(block.pairs));
  const quantileMs = (quantile: number, field: 1 | 2 | 3 | 4) =>
    roundTo(
      quantileOf(
        pairs.map((pair) => pair[field]),
        quantile,
      ) / 1000,
      3,
    );
  return {
    baseP50Ms: quantileMs(0.5, 1),
    headP50Ms: quantileMs(0.5, 2),
    baseP99Ms: quantileMs(0.99, 3),
    headP99Ms: quantileMs(0.99, 4),
    pairs: pairs.length,
    starts: blocks.length,
  };
};

/** Rounds for a reader; what is no number becomes 0, because JSON has no word for it. Pure. */
export const roundTo = (value: number, digits: number): number =>
  Number.isFinite(value) ? Number(value.toFixed(digits)) : 0;
