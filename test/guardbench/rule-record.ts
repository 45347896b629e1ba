import type { CaseScore } from './score-case.ts';

/** How often a code was right over the whole benchmark. */
export type RuleRecord = {
  /** Findings with a label. */
  readonly right: number;
  /** Findings without one. */
  readonly wrong: number;
  /** Labels without a finding. */
  readonly missed: number;
  /** Cases that label the code or in which it was given. */
  readonly cases: number;
};

/** The confusion matrix of the benchmark: a row for each code that was labelled or given, sorted. Pure. */
export const recordRules = (scores: readonly CaseScore[]): Readonly<Record<string, RuleRecord>> => {
  const codes = new Set(scores.flatMap(codesOf));
  return Object.fromEntries([...codes].sort().map((code) => [code, recordRule(code, scores)]));
};

const codesOf = ({ labels, extra }: CaseScore): readonly string[] => [
  ...labels.map(({ label }) => label.code),
  ...extra.map(({ code }) => code),
];

const recordRule = (code: string, scores: readonly CaseScore[]): RuleRecord => {
  const labels = scores.flatMap((score) => score.labels.filter(({ label }) => label.code === code));
  const right = labels.filter(({ found }) => found !== null).length;
  return {
    right,
    wrong: scores.flatMap(({ extra }) => extra.filter((finding) => finding.code === code)).length,
    missed: labels.length - right,
    cases: scores.filter((score) => codesOf(score).includes(code)).length,
  };
};
