import { wilson, type Bounds } from '../../commits/wilson.ts';
import type { MeasuredBreak } from './measure-consumers.ts';

/** A share with its bounds. */
export type Share = { readonly hits: number; readonly total: number; readonly bounds: Bounds };

/** How much of the truth was found, and how much of what was found is true. */
export type ConsumerScore = {
  readonly recall: Share;
  readonly precision: Share;
  /** Breaks of which nobody here relies on anything, and how many of these were said to have nobody. */
  readonly nobody: Share;
};

/** Scores places (`file:line`) over all breaks. Pure. */
export const scoreConsumers = (measured: readonly MeasuredBreak[]): ConsumerScore => {
  const sum = (count: (one: MeasuredBreak) => number): number => measured.reduce((all, one) => all + count(one), 0);
  const hits = sum(({ truth, found }) => found.filter((place) => truth.includes(place)).length);
  const idle = measured.filter(({ truth }) => truth.length === 0);
  return {
    recall: share(
      hits,
      sum(({ truth }) => truth.length),
    ),
    precision: share(
      hits,
      sum(({ found }) => found.length),
    ),
    nobody: share(idle.filter(({ found }) => found.length === 0).length, idle.length),
  };
};

const share = (hits: number, total: number): Share => ({ hits, total, bounds: wilson(hits, total) });
