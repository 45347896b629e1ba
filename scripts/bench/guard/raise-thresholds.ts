import { falseAlarmsOf, recallOf, type ClassScore } from '../../../test/guardbench/class-score.ts';
import type { Thresholds } from '../../../test/guardbench/thresholds.ts';

/** The thresholds with those of each class raised to what it reached, never lowered. Pure. */
export const raiseThresholds = (thresholds: Thresholds, scores: readonly ClassScore[]): Thresholds => ({
  ...thresholds,
  byClass: {
    ...thresholds.byClass,
    ...Object.fromEntries(scores.map((score) => [score.name, raise(thresholds.byClass[score.name], score)])),
  },
});

const raise = (least: Thresholds['byClass'][string] | undefined, score: ClassScore): Thresholds['byClass'][string] => ({
  cases: Math.max(least?.cases ?? 0, score.cases),
  recall: Math.max(least?.recall ?? 0, floor(recallOf(score))),
  falseAlarms: Math.min(least?.falseAlarms ?? 1, Math.ceil(falseAlarmsOf(score) * 1000) / 1000),
});

const floor = (share: number): number => Math.floor(share * 1000) / 1000;
