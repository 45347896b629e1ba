import picocolors from 'picocolors';
import { showOnOneLine } from '../../../guardrails/src/report/untrusted-text.ts';
import {
  addScores,
  falseAlarmsOf,
  recallOf,
  rightLineOf,
  type ClassScore,
} from '../../../test/guardbench/class-score.ts';
import type { RuleRecord } from '../../../test/guardbench/rule-record.ts';
import type { ScoredCase } from '../../../test/guardbench/run-cases.ts';
import { isAsLabelled, type CaseScore } from '../../../test/guardbench/score-case.ts';

/** What a run of GuardBench found. */
export type GuardbenchResult = {
  readonly cases: readonly ScoredCase[];
  readonly classes: readonly ClassScore[];
  readonly rules: Readonly<Record<string, RuleRecord>>;
};

/** A row a class, a row a rule, then each case that is not as labelled. Pure. */
export const formatGuardbench = ({ cases, classes, rules }: GuardbenchResult, hasColour: boolean): string => {
  const style = picocolors.createColors(hasColour);
  const wrong = cases.filter(({ score }) => !isAsLabelled(score));
  return [
    style.bold('class                 cases  clean  labels   recall  false alarms  right line  extra  cannot check'),
    ...classes.map(classRow),
    ...(classes.length > 1 ? [style.bold(classRow(addScores('all', classes)))] : []),
    '',
    style.bold('rule                                          right  wrong  missed  cases'),
    ...Object.entries(rules).map(ruleRow),
    ...(wrong.length === 0 ? [] : ['', style.bold(`not as labelled: ${wrong.length} of ${cases.length} cases`)]),
    ...wrong.flatMap(({ className, score }) => caseLines(className, score)),
    '',
  ].join('\n');
};

const classRow = (score: ClassScore): string =>
  [
    score.name.padEnd(20),
    String(score.cases).padStart(6),
    String(score.clean).padStart(6),
    String(score.labels).padStart(7),
    percent(recallOf(score)).padStart(8),
    percent(falseAlarmsOf(score)).padStart(13),
    percent(rightLineOf(score)).padStart(11),
    String(score.extra).padStart(6),
    String(score.unable).padStart(13),
  ].join(' ');

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const ruleRow = ([code, { right, wrong, missed, cases }]: readonly [string, RuleRecord]): string =>
  `${code.padEnd(44)}${[right, wrong, missed, cases].map((count, index) => String(count).padStart(index === 2 ? 8 : 7)).join('')}`;

const caseLines = (className: string, { name, labels, extra, unable }: CaseScore): readonly string[] => [
  `  ${className}: ${name}`,
  ...labels
    .filter(({ found }) => found === null)
    .map(({ label }) => `      missed   ${label.code} ${label.file ?? ''} ${label.at ?? ''}`),
  ...labels
    .filter(({ isLineRight }) => isLineRight === false)
    .map(
      ({ label, found }) =>
        `      line     ${label.code} ${label.file ?? ''}:${found?.line ?? '–'} is not the line of ${label.at ?? ''}`,
    ),
  ...extra.map(({ code, level, file, line, message }) =>
    showOnOneLine(
      `      extra    ${level} ${code} ${file ?? ''}${line === null ? '' : `:${line}`}  ${message.slice(0, 160)}`,
    ),
  ),
  ...unable.map(({ id, reason }) => showOnOneLine(`      cannot   ${id}: ${reason.slice(0, 300)}`)),
];
