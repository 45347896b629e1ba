import recorded from './generated/rule-record.json' with { type: 'json' };

/** How often a rule was right in GuardBench: of the findings that it gave there, those that a label asked for. */
export type RuleRecord = { readonly right: number; readonly given: number };

type Row = { readonly right: number; readonly wrong: number };

const rows = new Map<string, Row>(Object.entries(recorded.rules));

/** The record of a code; undefined where the benchmark holds no finding of it. Pure. */
export const ruleRecord = (code: string): RuleRecord | undefined => {
  const row = rows.get(code);
  if (row === undefined || row.right + row.wrong === 0) return undefined;
  return { right: row.right, given: row.right + row.wrong };
};

/** `right in 24 of 25 benchmark findings`. Pure. */
export const recordSentence = ({ right, given }: RuleRecord): string =>
  `right in ${right} of ${given} benchmark finding${given === 1 ? '' : 's'}`;
