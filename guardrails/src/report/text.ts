import picocolors from 'picocolors';
import type { FormatOptions } from './format-options.ts';
import type { GuardrailReport, Report, ReportedFinding } from './report.ts';
import { recordSentence } from './rule-record.ts';
import {
  allFindings,
  countFindings,
  formatDuration,
  inReadingOrder,
  isBlocking,
  place,
  shortCommit,
  verdictMarks,
  verdictSentence,
} from './summary.ts';
import { showOnOneLine, showUnseen, withoutLogCommands } from './untrusted-text.ts';
import { wrapText } from './wrap-text.ts';

type Style = ReturnType<typeof picocolors.createColors>;
type Page = { readonly style: Style; readonly columns: number };

const mostShort = 12;

/**
 * The report for a terminal: the verdict first, then the findings by guardrail, then what was not checked, then the way
 * out. A change that passes gets a few lines only. Pure.
 */
export const formatText = (report: Report, options: FormatOptions): string => {
  const page = { style: picocolors.createColors(options.colour === true), columns: options.columns ?? 100 };
  const findings = allFindings(report);
  const body = report.verdict === 'pass' ? passed(findings, page) : blocked(report, page);
  const lines = [...headline(report, options, page), ...body, ...notChecked(report, page), ...wayOut(findings, page)];
  return `${withoutLogCommands(lines.join('\n'))}\n`;
};

const headline = (report: Report, { title }: FormatOptions, { style }: Page): readonly string[] => {
  const tone = { pass: style.green, fail: style.red, 'cannot-check': style.yellow }[report.verdict];
  const what = title ?? `${shortCommit(report.mergeBase)}..${shortCommit(report.head)}`;
  const total = report.guardrails.reduce((sum, guardrail) => sum + guardrail.durationMs, 0);
  return [
    `${tone(style.bold(`${verdictMarks[report.verdict]} ${report.verdict}`))}  ${verdictSentence(report)}`,
    style.dim(
      `  ${showOnOneLine(what)} · ${countFindings(allFindings(report))} · ${formatDuration(total)} of checking`,
    ),
  ];
};

const passed = (findings: readonly ReportedFinding[], page: Page): readonly string[] => {
  if (findings.length === 0) return [];
  const more = findings.length - mostShort;
  return [
    '',
    ...findings.slice(0, mostShort).map((finding) => shortLine(finding, page)),
    ...(more > 0 ? [`  … and ${more} more (--format json has all)`] : []),
  ];
};

const shortLine = (finding: ReportedFinding, { style, columns }: Page): string => {
  const where = showOnOneLine(place(finding) ?? '');
  const line = `${finding.code}  ${where}${where === '' ? '' : '  '}${showOnOneLine(finding.message)}`;
  const room = Math.max(40, columns - 13);
  return `  ${levelMark(finding, style)} ${line.length > room ? `${line.slice(0, room - 1)}…` : line}`;
};

const blocked = (report: Report, page: Page): readonly string[] =>
  report.guardrails
    .filter((guardrail) => guardrail.verdict !== 'pass' || guardrail.findings.length > 0)
    .toSorted((one, other) => weight(one) - weight(other))
    .flatMap((guardrail) => ['', ...section(guardrail, page)]);

const weight = ({ verdict }: GuardrailReport): number => ['fail', 'cannot-check', 'pass'].indexOf(verdict);

const section = (guardrail: GuardrailReport, page: Page): readonly string[] => {
  const { style } = page;
  const facts = [guardrail.verdict, guardrail.cached ? 'cached' : formatDuration(guardrail.durationMs)];
  const reason = guardrail.verdict === 'cannot-check' ? indent(guardrail.reason ?? 'no reason given', 2, page) : [];
  const findings = inReadingOrder(guardrail.findings).flatMap((finding) => findingLines(finding, page));
  return [`${style.bold(guardrail.id)} ${style.dim(facts.join(' · '))}`, ...reason, ...findings];
};

const findingLines = (finding: ReportedFinding, page: Page): readonly string[] => {
  const { style } = page;
  const where = place(finding);
  const exempt = finding.exempt;
  return [
    `  ${levelMark(finding, style)} ${where === null ? '' : `${style.bold(showOnOneLine(where))}  `}${style.dim(finding.code)}`,
    ...indent(finding.message, 10, page),
    ...(exempt === undefined ? [] : indent(`exempt until ${exempt.until}: ${exempt.reason}`, 10, page)),
    style.dim(`${' '.repeat(10)}${[finding.fingerprint, ...record(finding)].join(' · ')}`),
  ];
};

const record = ({ record: known }: ReportedFinding): readonly string[] =>
  known === undefined ? [] : [recordSentence(known)];

const levelMark = (finding: ReportedFinding, style: Style): string => {
  if (finding.exempt !== undefined) return style.dim('exempt ');
  const tone = { error: style.red, warning: style.yellow, note: style.cyan }[finding.level];
  return tone(finding.level.padEnd(7));
};

const notChecked = (report: Report, page: Page): readonly string[] =>
  report.notChecked.length === 0
    ? []
    : [
        '',
        page.style.bold('Not checked'),
        ...report.notChecked.flatMap(({ what, why }) => indent(`${what}: ${why}`, 2, page)),
      ];

const wayOut = (findings: readonly ReportedFinding[], { style }: Page): readonly string[] => {
  const first = findings.find(isBlocking);
  if (first === undefined) return [];
  return [
    '',
    style.dim(`Why a code matters and how to repair it: interlock explain ${first.code}`),
    style.dim(`A person may appeal: interlock allow ${first.fingerprint} --until YYYY-MM-DD --reason TEXT`),
  ];
};

const indent = (text: string, by: number, { columns }: Page): readonly string[] =>
  wrapText(showUnseen(text), Math.max(40, columns - by)).map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`));
