import type { Report, ReportedFinding } from './report.ts';
import { allFindings, countFindings, verdictSentence } from './summary.ts';
import { showOnOneLine, showUnseen } from './untrusted-text.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * Workflow commands that GitHub turns into annotations at the lines of a pull request, then one line with the verdict.
 * Exempt findings are notices. Source: GitHub's "Workflow commands" and `@actions/core`'s escaping. Pure.
 */
export const formatGithub = (report: Report): string => {
  const findings = allFindings(report);
  const unchecked = report.guardrails
    .filter((guardrail) => guardrail.verdict === 'cannot-check')
    .map((guardrail) =>
      command('error', { title: `${guardrail.id} could not check` }, guardrail.reason ?? 'no reason given'),
    );
  return [
    // A note without a place would only stand in the way of those that have one: GitHub shows ten of a kind.
    ...findings.filter(({ level, file }) => level !== 'note' || file !== undefined).map(annotation),
    ...unchecked,
    `Interlock: ${report.verdict}. ${verdictSentence(report)} (${countFindings(findings)})`,
    '',
  ].join('\n');
};

const annotation = (finding: ReportedFinding): string => {
  const { code, exempt, file, fingerprint, line, endLine } = finding;
  const properties = { file, line, endLine: line === undefined ? undefined : endLine, title: code };
  const note = exempt === undefined ? '' : `\nExempt until ${exempt.until}: ${exempt.reason}`;
  const kind = exempt === undefined ? commands[finding.level] : 'notice';
  return command(kind, properties, `${finding.message}${note}\n[${fingerprint}]`);
};

const command = (
  name: string,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string => {
  const written = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(showOnOneLine(String(value)))}`);
  return `::${name} ${written.join(',')}::${escapeData(showUnseen(message))}`;
};

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
