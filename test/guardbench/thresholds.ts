import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addScores, falseAlarmsOf, recallOf, rightLineOf, type ClassScore } from './class-score.ts';

/** What the benchmark must reach: `thresholds.json`, committed. */
export type Thresholds = {
  readonly recall: number;
  readonly falseAlarms: number;
  readonly rightLine: number;
  readonly cases: number;
  readonly classes: number;
  readonly cleanShare: number;
  /** Class → what it reached when it was last raised: none may drop below. */
  readonly byClass: Readonly<
    Record<string, { readonly cases: number; readonly recall: number; readonly falseAlarms: number }>
  >;
};

/** Where the thresholds stand. */
export const thresholdsFile = join(import.meta.dirname, 'thresholds.json');

/** Reads the committed thresholds. */
export const readThresholds = async (): Promise<Thresholds> =>
  JSON.parse(await readFile(thresholdsFile, 'utf8')) as Thresholds;

/** What a run over all classes falls short of, one sentence each. Pure. */
export const shortfalls = (scores: readonly ClassScore[], thresholds: Thresholds): readonly string[] => {
  const all = addScores('all', scores);
  return [
    ...atLeast('cases', all.cases, thresholds.cases),
    ...atLeast('classes', scores.length, thresholds.classes),
    ...atLeast('share of clean cases', all.clean / Math.max(1, all.cases), thresholds.cleanShare),
    ...sharesShort(all, thresholds),
    ...Object.entries(thresholds.byClass).flatMap(([name, least]) => {
      const score = scores.find((one) => one.name === name);
      return score === undefined ? [`class ${name} is gone.`] : classShort(score, least);
    }),
  ];
};

/** What single classes fall short of: for a run over some of them. Pure. */
export const classShortfalls = (scores: readonly ClassScore[], { byClass }: Thresholds): readonly string[] =>
  scores.flatMap((score) => {
    const least = byClass[score.name];
    return least === undefined ? [] : classShort(score, least);
  });

const sharesShort = (score: ClassScore, { recall, falseAlarms, rightLine }: Thresholds): readonly string[] => [
  ...atLeast(`recall of ${score.name}`, recallOf(score), recall),
  ...atMost(`false alarms of ${score.name}`, falseAlarmsOf(score), falseAlarms),
  ...atLeast(`right line of ${score.name}`, rightLineOf(score), rightLine),
];

const classShort = (score: ClassScore, least: Thresholds['byClass'][string]): readonly string[] => [
  ...atLeast(`cases of ${score.name}`, score.cases, least.cases),
  ...atLeast(`recall of ${score.name}`, recallOf(score), least.recall),
  ...atMost(`false alarms of ${score.name}`, falseAlarmsOf(score), least.falseAlarms),
];

const atLeast = (what: string, value: number, limit: number): readonly string[] =>
  value >= limit ? [] : [`${what}: ${round(value)}, must be at least ${limit}.`];

const atMost = (what: string, value: number, limit: number): readonly string[] =>
  value <= limit ? [] : [`${what}: ${round(value)}, must be at most ${limit}.`];

const round = (value: number): number => Math.round(value * 1000) / 1000;
