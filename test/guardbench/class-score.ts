import type { CaseScore } from './score-case.ts';

/** How a class did: counts, from which shares are made. */
export type ClassScore = {
  readonly name: string;
  readonly cases: number;
  readonly clean: number;
  /** Labels of findings that must be given, and how many were. */
  readonly labels: number;
  readonly found: number;
  /** Clean cases in which anything was found, or a guardrail could not check. */
  readonly falseAlarms: number;
  /** Found ones whose label names a line, and how many stood on it. */
  readonly placed: number;
  readonly rightlyPlaced: number;
  /** Findings without a label in cases that are not clean. */
  readonly extra: number;
  /** Cases in which a guardrail could not check. */
  readonly unable: number;
};

/** Adds up the cases of a class. Pure. */
export const scoreClass = (name: string, cases: readonly CaseScore[]): ClassScore => {
  const clean = cases.filter(({ isClean }) => isClean);
  const faulty = cases.filter(({ isClean }) => !isClean);
  const labels = cases.flatMap((one) => one.labels);
  const placed = labels.filter(({ isLineRight }) => isLineRight !== null);
  return {
    name,
    cases: cases.length,
    clean: clean.length,
    labels: labels.length,
    found: labels.filter(({ found }) => found !== null).length,
    falseAlarms: clean.filter(({ extra, unable }) => extra.length + unable.length > 0).length,
    placed: placed.length,
    rightlyPlaced: placed.filter(({ isLineRight }) => isLineRight === true).length,
    extra: faulty.reduce((sum, { extra }) => sum + extra.length, 0),
    unable: cases.filter(({ unable }) => unable.length > 0).length,
  };
};

/** The classes together. Pure. */
export const addScores = (name: string, scores: readonly ClassScore[]): ClassScore => {
  const sum = (key: Exclude<keyof ClassScore, 'name'>): number => scores.reduce((total, one) => total + one[key], 0);
  return {
    name,
    cases: sum('cases'),
    clean: sum('clean'),
    labels: sum('labels'),
    found: sum('found'),
    falseAlarms: sum('falseAlarms'),
    placed: sum('placed'),
    rightlyPlaced: sum('rightlyPlaced'),
    extra: sum('extra'),
    unable: sum('unable'),
  };
};

/** Found of labelled. 1 where nothing is labelled. Pure. */
export const recallOf = ({ found, labels }: ClassScore): number => share(found, labels, 1);

/** Clean cases with an alarm, of clean cases. Pure. */
export const falseAlarmsOf = ({ falseAlarms, clean }: ClassScore): number => share(falseAlarms, clean, 0);

/** On the right line, of those found whose label names one. Pure. */
export const rightLineOf = ({ rightlyPlaced, placed }: ClassScore): number => share(rightlyPlaced, placed, 1);

const share = (part: number, whole: number, otherwise: number): number => (whole === 0 ? otherwise : part / whole);
