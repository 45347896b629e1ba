import { wilson } from '../../commits/wilson.ts';
import type { TestPair } from './read-pairs.ts';

/** One finding as far as a score needs it. */
export type ScoredFinding = { readonly code: string; readonly level: 'error' | 'warning' | 'note' };

/** What a comparer said of a pair; `findings` null: it could not compare. */
export type Answer = { readonly findings: readonly ScoredFinding[] | null; readonly fault?: string };

/** Our score over the pairs. */
export type PairScore = {
  readonly breaking: number;
  /** Breaking pairs with a finding of level error or warning. */
  readonly found: number;
  /** … with a finding of level error. */
  readonly foundAsError: number;
  /** … where every ERR that the test demands has one of the codes that the catalogue names for it. */
  readonly matched: number;
  readonly safe: number;
  readonly flagged: number;
  readonly flaggedAsError: number;
  readonly failed: number;
  readonly missed: readonly Miss[];
  readonly wrong: readonly Miss[];
};

/** A pair that ours judged otherwise. */
export type Miss = { readonly name: string; readonly expected: readonly string[]; readonly got: readonly string[] };

/** What a score is made of. */
export type ScoreRequest = {
  readonly pairs: readonly TestPair[];
  readonly answers: readonly Answer[];
  readonly catalogue: ReadonlyMap<string, readonly string[]>;
  readonly isError: (id: string) => boolean;
};

/** Scores ours against what oasdiff's tests demand. Pure. */
export const scorePairs = ({ pairs, answers, catalogue, isError }: ScoreRequest): PairScore => {
  const judged = pairs.map((pair, at) => judge(pair, answers[at]?.findings ?? null, { catalogue, isError }));
  const of = (verdict: TestPair['verdict']) => judged.filter(({ pair }) => pair.verdict === verdict);
  const count = (list: readonly Judged[], test: (one: Judged) => boolean) => list.filter(test).length;
  const [breaking, safe] = [of('breaking'), of('safe')];
  return {
    breaking: breaking.length,
    found: count(breaking, ({ loud }) => loud.length > 0),
    foundAsError: count(breaking, ({ loud }) => loud.some(({ level }) => level === 'error')),
    matched: count(breaking, ({ matched }) => matched),
    safe: safe.length,
    flagged: count(safe, ({ loud }) => loud.length > 0),
    flaggedAsError: count(safe, ({ loud }) => loud.some(({ level }) => level === 'error')),
    failed: count(judged, ({ failed }) => failed),
    missed: breaking.filter(({ matched }) => !matched).map(missOf),
    wrong: safe.filter(({ loud }) => loud.length > 0).map(missOf),
  };
};

type Judged = {
  readonly pair: TestPair;
  readonly loud: readonly ScoredFinding[];
  readonly matched: boolean;
  readonly failed: boolean;
};

const judge = (
  pair: TestPair,
  findings: readonly ScoredFinding[] | null,
  { catalogue, isError }: Pick<ScoreRequest, 'catalogue' | 'isError'>,
): Judged => {
  const all = (findings ?? []).filter(({ level }) => level !== 'note');
  // A test of one check says nothing of what the other checks would find in its pair.
  const concerns =
    pair.looked === 'all' ? null : new Set(pair.looked.filter(isError).flatMap((id) => catalogue.get(id) ?? []));
  const loud = pair.verdict === 'safe' && concerns !== null ? all.filter(({ code }) => concerns.has(code)) : all;
  const codes = new Set(all.map(({ code }) => code));
  const demanded = pair.expected.filter(isError);
  const matched = demanded.every((id) => (catalogue.get(id) ?? []).some((code) => codes.has(code)));
  return { pair, loud, matched, failed: findings === null };
};

const missOf = ({ pair, loud, failed }: Judged): Miss => ({
  name: pair.name,
  expected: pair.expected,
  got: failed ? ['could not compare'] : loud.map(({ code, level }) => `${level} ${code}`),
});

/** `98.4 % (240 of 244; 95.9 to 99.4)`. Pure. */
export const shareText = (part: number, whole: number): string => {
  if (whole === 0) return 'none';
  const { low, high } = wilson(part, whole);
  const percent = (share: number) => (share * 100).toFixed(1);
  return `${percent(part / whole)} % (${part} of ${whole}; ${percent(low)} to ${percent(high)})`;
};
