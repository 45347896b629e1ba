import type { FormatOptions } from './format-options.ts';
import { codeSpan, escapeMarkdown, markdownProse } from './markdown-escape.ts';
import type { GuardrailReport, Report, ReportedFinding } from './report.ts';
import { recordSentence } from './rule-record.ts';
import {
  allFindings,
  countFindings,
  formatDuration,
  isBlocking,
  place,
  plural,
  shortCommit,
  verdictMarks,
  verdictSentence,
} from './summary.ts';
import { showOnOneLine, withoutLogCommands } from './untrusted-text.ts';

/** GitHub refuses a comment above 65,536 characters. */
const mostCharacters = 60_000;

/**
 * The report as a comment on a pull request: verdict and errors in sight, the rest folded. Untrusted text stays text: it
 * opens no code span, table cell, tag, link or mention. Long reports name fewer findings and say so. Pure.
 */
export const formatMarkdown = (report: Report, options: FormatOptions): string => {
  const candidates = [100, 40, 15, 5, 0].map((most) => withLimit(report, options, most));
  return candidates.find((text) => text.length <= mostCharacters) ?? candidates.at(-1) ?? '';
};

const withLimit = (report: Report, { title }: FormatOptions, most: number): string => {
  const findings = allFindings(report);
  const blocking = findings.filter(isBlocking);
  const others = findings.filter((finding) => !isBlocking(finding));
  const what = title ?? `${shortCommit(report.mergeBase)} to ${shortCommit(report.head)}`;
  const blocks = [
    `## ${verdictMarks[report.verdict]} Interlock: ${report.verdict}`,
    `${escapeMarkdown(verdictSentence(report))} ${escapeMarkdown(showOnOneLine(what))}, ${countFindings(findings)}.`,
    ...(blocking.length > 0 ? ['### Look here first', list(blocking, most)] : []),
    ...notChecked(report),
    ...(others.length > 0 ? [details(`Does not block: ${countFindings(others)}`, list(others, most))] : []),
    details(`What was checked: ${plural(report.guardrails.length, 'guardrail')}`, table(report.guardrails)),
    ...appeal(blocking),
  ];
  return `${withoutLogCommands(blocks.join('\n\n'))}\n`;
};

const list = (findings: readonly ReportedFinding[], most: number): string => {
  const more = findings.length - most;
  return [
    ...findings.slice(0, most).map(item),
    ...(more > 0 ? [`- … and ${more} more: the JSON report has all of them.`] : []),
  ].join('\n');
};

const item = (finding: ReportedFinding): string => {
  const where = place(finding);
  const { exempt, record } = finding;
  const head = [
    exempt === undefined ? `**${finding.level}**` : 'exempt',
    ...(where === null ? [] : [codeSpan(showOnOneLine(where))]),
    codeSpan(finding.code),
    `<sub>${[finding.fingerprint, ...(record === undefined ? [] : [recordSentence(record)])].join(', ')}</sub>`,
  ].join(' ');
  const why = exempt === undefined ? [] : [`Exempt until ${exempt.until}: ${exempt.reason}`];
  return [
    `- ${head}`,
    ...[finding.message.slice(0, 4000), ...why].map((text) => `  ${markdownProse(text, '<br>')}`),
  ].join('<br>\n');
};

const notChecked = (report: Report): readonly string[] => {
  const unable = report.guardrails.filter((guardrail) => guardrail.verdict === 'cannot-check');
  const lines = [
    ...unable.map(
      (guardrail) => `- **${guardrail.id}** could not check: ${prose(guardrail.reason ?? 'no reason given')}`,
    ),
    ...report.notChecked.map(({ what, why }) => `- ${prose(what)}: ${prose(why)}`),
  ];
  return lines.length === 0 ? [] : ['### Not checked', [...new Set(lines)].join('\n')];
};

const table = (guardrails: readonly GuardrailReport[]): string =>
  [
    '| guardrail | verdict | time | findings | |',
    '|---|---|---:|---|---|',
    ...guardrails.map(
      ({ id, verdict, durationMs, cached, findings, reason }) =>
        `| ${id} | ${verdictMarks[verdict]} ${verdict} | ${cached ? 'cached' : formatDuration(durationMs)} | ${countFindings(findings)} | ${prose(reason ?? '')} |`,
    ),
  ].join('\n');

// A blank line after the summary, or GitHub reads what follows as HTML and not as Markdown.
const details = (summary: string, body: string): string =>
  `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;

const appeal = (blocking: readonly ReportedFinding[]): readonly string[] =>
  blocking.length === 0
    ? []
    : ['`interlock explain CODE` says why a code matters; a person appeals with `interlock allow FINGERPRINT`.'];

const prose = (text: string): string => markdownProse(text.slice(0, 1000), ' ');
