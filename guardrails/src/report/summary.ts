import type { Level, Verdict } from '../guardrail.ts';
import type { GuardrailReport, Report, ReportedFinding } from './report.ts';

/** Levels, heaviest first. */
export const levels: readonly Level[] = ['error', 'warning', 'note'];

/** A mark for each verdict that reads without colour. */
export const verdictMarks: Readonly<Record<Verdict, string>> = { pass: '✓', fail: '✗', 'cannot-check': '?' };

/** True for what makes the verdict `fail`: an error that no exemption covers. */
export const isBlocking = (finding: ReportedFinding): boolean =>
  finding.level === 'error' && finding.exempt === undefined;

/** Heaviest first, exempt ones last of their level, then by file, line and code: where to look first. Pure. */
export const inReadingOrder = (findings: readonly ReportedFinding[]): readonly ReportedFinding[] =>
  findings.toSorted(
    (one, other) =>
      rank(one) - rank(other) ||
      compare(one.file ?? '', other.file ?? '') ||
      (one.line ?? 0) - (other.line ?? 0) ||
      compare(one.code, other.code) ||
      compare(one.fingerprint, other.fingerprint),
  );

const rank = (finding: ReportedFinding): number =>
  levels.indexOf(finding.level) * 2 + (finding.exempt === undefined ? 0 : 1);

// Code units and not the reader's locale: the same report must read the same everywhere.
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** All findings of a report in reading order. Pure. */
export const allFindings = (report: Report): readonly ReportedFinding[] =>
  inReadingOrder(report.guardrails.flatMap((guardrail) => guardrail.findings));

/** `2 errors, 1 warning`, exempt ones counted apart; `no findings` for none. Pure. */
export const countFindings = (findings: readonly ReportedFinding[]): string => {
  const standing = findings.filter((finding) => finding.exempt === undefined);
  const exempt = findings.length - standing.length;
  const counts = levels
    .map((level) => [level, standing.filter((finding) => finding.level === level).length] as const)
    .filter(([, count]) => count > 0)
    .map(([level, count]) => plural(count, level));
  return [...counts, ...(exempt > 0 ? [`${exempt} exempt`] : [])].join(', ') || 'no findings';
};

/** `1 error`, `2 errors`. Pure. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** One sentence that says what the verdict means for this change. Pure. */
export const verdictSentence = (report: Report): string => {
  const failed = report.guardrails.filter((guardrail) => guardrail.verdict === 'fail');
  const unable = report.guardrails.filter((guardrail) => guardrail.verdict === 'cannot-check');
  if (report.verdict === 'fail') {
    const errors = allFindings(report).filter(isBlocking).length;
    return `Blocked: ${plural(errors, 'error')} from ${names(failed)}${unable.length > 0 ? `; ${names(unable)} could not check` : ''}.`;
  }
  if (report.verdict === 'cannot-check') return `Blocked: ${names(unable)} could not check, and nothing else failed.`;
  return `Nothing stands against this change: ${plural(report.guardrails.length, 'guardrail')} passed.`;
};

const names = (guardrails: readonly GuardrailReport[]): string => {
  const ids = guardrails.map((guardrail) => guardrail.id);
  return ids.length < 2 ? (ids[0] ?? 'no guardrail') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1) ?? ''}`;
};

/** `120 ms`, `3.4 s`, `2 min 5 s`. Pure. */
export const formatDuration = (durationMs: number): string => {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(1)} s`;
  return `${Math.floor(durationMs / 60_000)} min ${Math.round((durationMs % 60_000) / 1000)} s`;
};

/** A commit as people name it: ten digits; `working tree` for `WORKTREE`; what is no commit (a file, a command) whole. Pure. */
export const shortCommit = (commit: string): string =>
  commit === 'WORKTREE' ? 'working tree' : /^[0-9a-f]{40,64}$/.test(commit) ? commit.slice(0, 10) : commit;

/** `src/a.ts:3`, or null for a finding without a file. Pure. */
export const place = (finding: Pick<ReportedFinding, 'file' | 'line'>): string | null =>
  finding.file === undefined ? null : finding.line === undefined ? finding.file : `${finding.file}:${finding.line}`;
