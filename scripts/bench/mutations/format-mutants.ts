import { showOnOneLine } from '../../../guardrails/src/report/untrusted-text.ts';
import type { LineSpan } from '../../../test/guardbench/mutations/planted-lines.ts';
import type { Operator } from '../../../test/guardbench/mutations/operator.ts';
import { wilson } from '../commits/wilson.ts';
import type { MutantOutcome, MutantScore } from './score-mutants.ts';

/** One planted fault and how it fared. */
export type MutantResult = {
  readonly operator: string;
  readonly repository: string;
  readonly sha: string;
  readonly file: string;
  readonly spans: readonly LineSpan[];
  /** The first planted line. */
  readonly shown: string;
  readonly plain: MutantScore;
  readonly withBrief: MutantScore;
};

/** A row an operator with its recall and Wilson's 95 % bounds, then what was missed. Pure. */
export const formatMutants = (
  results: readonly MutantResult[],
  { operators, commits }: { readonly operators: readonly Operator[]; readonly commits: number },
): string => {
  const rows = operators.map((operator) => {
    const own = results.filter((one) => one.operator === operator.id);
    return `${row(operator.id, own, scoresOf(operator))} ${String(commits - own.length).padStart(8)}`;
  });
  const byId = new Map(operators.map((operator) => [operator.id, operator]));
  const missed = results.filter((one) => judgedBy(one, byId.get(one.operator)).outcome === 'missed');
  return [
    `${'operator'.padEnd(26)} ${'planted'.padStart(7)} ${'found'.padStart(6)} ${'recall'.padStart(8)}  ${'95 % bounds'.padEnd(20)} errors  brief: found errors  unable  no place`,
    ...rows,
    row('all', results, (one) => judgedBy(one, byId.get(one.operator))),
    '',
    '(brief) is looked for with a brief alone: without one people mean what they do.',
    ...operators.map(({ id, what, codes }) => showOnOneLine(`${id.padEnd(26)} ${what}: ${codes.join(' or ')}`)),
    '',
    `missed (${missed.length})`,
    ...missed.map((one) => describeMiss(one, judgedBy(one, byId.get(one.operator)))),
    '',
  ].join('\n');
};

const judgedBy = (one: MutantResult, operator: Operator | undefined): MutantScore =>
  operator?.isOfBrief === true ? one.withBrief : one.plain;

const scoresOf =
  (operator: Operator) =>
  (one: MutantResult): MutantScore =>
    judgedBy(one, operator);

const row = (name: string, results: readonly MutantResult[], scoreOf: (one: MutantResult) => MutantScore): string => {
  const main = count(results.map(scoreOf));
  const brief = count(results.map(({ withBrief }) => withBrief));
  const { low, high } = wilson(main.found, main.judged);
  return [
    name.padEnd(26),
    String(main.judged).padStart(7),
    String(main.found).padStart(6),
    share(main.found, main.judged).padStart(8),
    ` (${percent(low)} to ${percent(high)})`.padEnd(21),
    share(main.errors, main.found).padStart(7),
    share(brief.found, brief.judged).padStart(13),
    share(brief.errors, brief.found).padStart(7),
    String(main.unable).padStart(7),
  ].join(' ');
};

const count = (scores: readonly MutantScore[]) => {
  const of = (outcome: MutantOutcome): number => scores.filter((one) => one.outcome === outcome).length;
  const found = of('error') + of('warning');
  return { found, errors: of('error'), judged: found + of('missed'), unable: of('unable') };
};

const describeMiss = ({ operator, repository, sha, file, spans, shown }: MutantResult, score: MutantScore): string => {
  const [span] = spans;
  const place = span === undefined ? file : `${file}:${span.from}-${span.to}`;
  return showOnOneLine(
    `  ${operator.padEnd(24)} ${repository} ${sha.slice(0, 12)} ${place}  ${shown.slice(0, 120)}  → ${score.instead.join(', ') || 'nothing'}`,
  );
};

const share = (part: number, whole: number): string => (whole === 0 ? '–' : percent(part / whole));

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
