import type { GuardrailReport, Report, ReportedFinding } from '../../../guardrails/src/report/report.ts';
import { isBlocking } from '../../../guardrails/src/report/summary.ts';
import type { CommitResult, FoundInCommit, PickedCommit } from './commit-record.ts';

const mostWarnings = 30;
const mostCharacters = 400;

/** What it took to check a commit. */
export type Cost = Pick<CommitResult, 'durationMs' | 'cpuMs'>;

/** Takes from a report what the benchmark records. Pure. */
export const toCommitResult = (commit: PickedCommit, report: Report, cost: Cost): CommitResult => {
  const findings = report.guardrails.flatMap((guardrail) => guardrail.findings);
  return {
    ...commit,
    verdict: report.verdict,
    ran: report.guardrails.map(({ id }) => id),
    blocking: report.guardrails.flatMap(blockingOf),
    warnings: findings
      .filter(({ level }) => level === 'warning')
      .slice(0, mostWarnings)
      .map(toFound),
    counts: countCodes(findings),
    ...cost,
  };
};

/** What is recorded of a commit that no check answered for: a timeout or a crash blocks, as `cannot-check` does. Pure. */
export const toLostResult = (commit: PickedCommit, reason: string): CommitResult => ({
  ...commit,
  verdict: 'cannot-check',
  ran: [],
  blocking: [couldNot('check', reason)],
  warnings: [],
  counts: {},
  durationMs: 0,
  cpuMs: 0,
});

const blockingOf = ({ id, verdict, reason, findings }: GuardrailReport): readonly FoundInCommit[] =>
  verdict === 'cannot-check' ? [couldNot(id, reason ?? 'no reason given')] : findings.filter(isBlocking).map(toFound);

const couldNot = (id: string, reason: string): FoundInCommit => ({
  code: `${id}/cannot-check`,
  level: 'error',
  file: null,
  line: null,
  message: reason.slice(0, mostCharacters),
});

const toFound = ({ code, level, file, line, message }: ReportedFinding): FoundInCommit => ({
  code,
  level,
  file: file ?? null,
  line: line ?? null,
  message: message.slice(0, mostCharacters),
});

const countCodes = (findings: readonly ReportedFinding[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(findings, ({ code, level }) => `${code}:${level}`)).map(([code, all = []]) => [
      code,
      all.length,
    ]),
  );
