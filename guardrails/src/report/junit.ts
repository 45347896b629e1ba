import { escapeMarkup } from './markup.ts';
import type { GuardrailReport, Report, ReportedFinding } from './report.ts';
import { inReadingOrder, isBlocking, place } from './summary.ts';
import { showOnOneLine, showUnseen, withoutLogCommands } from './untrusted-text.ts';

/**
 * JUnit XML, as CI systems read it: one suite a guardrail, one failed case a blocking finding, one error case for a
 * guardrail that could not check, one passed case otherwise; what does not block stands in `system-out`. Pure.
 */
export const formatJunit = (report: Report): string => {
  const suites = report.guardrails.map(suite);
  return withoutLogCommands(
    ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="interlock">', ...suites, '</testsuites>', ''].join(
      '\n',
    ),
  );
};

const suite = (guardrail: GuardrailReport): string => {
  const findings = inReadingOrder(guardrail.findings);
  const failures = findings.filter(isBlocking);
  const others = findings.filter((finding) => !isBlocking(finding));
  const unable = guardrail.verdict === 'cannot-check';
  const cases = [
    ...failures.map((finding) => testCase(guardrail, finding)),
    ...(unable
      ? [
          `    <testcase classname="${id(guardrail)}" name="can check"><error message="${attribute(guardrail.reason ?? 'no reason given')}"/></testcase>`,
        ]
      : []),
  ];
  const passed = [`    <testcase classname="${id(guardrail)}" name="finds no error"/>`];
  const seconds = (guardrail.durationMs / 1000).toFixed(3);
  const counts = `tests="${Math.max(cases.length, 1)}" failures="${failures.length}" errors="${unable ? 1 : 0}" skipped="0"`;
  return [
    `  <testsuite name="${id(guardrail)}" ${counts} time="${seconds}">`,
    ...(cases.length > 0 ? cases : passed),
    ...(others.length > 0 ? [`    <system-out>${content(others.map(line).join('\n'))}</system-out>`] : []),
    '  </testsuite>',
  ].join('\n');
};

const testCase = (guardrail: GuardrailReport, finding: ReportedFinding): string => {
  const where = place(finding);
  const name = where === null ? finding.code : `${finding.code} ${where}`;
  const at = finding.file === undefined ? '' : ` file="${attribute(finding.file)}"`;
  return [
    `    <testcase classname="${id(guardrail)}" name="${attribute(name)}"${at}>`,
    `      <failure type="${attribute(finding.code)}" message="${attribute(finding.message)}">${content(`${line(finding)}\nfingerprint ${finding.fingerprint}`)}</failure>`,
    '    </testcase>',
  ].join('\n');
};

const line = (finding: ReportedFinding): string =>
  `${finding.exempt === undefined ? finding.level : 'exempt'} ${[place(finding), finding.message].filter((part) => part !== null).join(': ')}`;

const id = (guardrail: GuardrailReport): string => attribute(guardrail.id);
const attribute = (text: string): string => escapeMarkup(showOnOneLine(text));
const content = (text: string): string => escapeMarkup(showUnseen(text));
