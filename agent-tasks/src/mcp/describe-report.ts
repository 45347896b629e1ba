import type { Report, ReportedFinding } from '@interlock-dev/guardrails';

/** Findings that one answer shows; an agent repairs a few and asks again. */
const shownFindings = 12;

/** What one check came to, for an agent's own loop. */
export type CheckAnswer = {
  readonly report: Report;
  /** Ids of guardrails that this answer leaves out because something quicker failed. */
  readonly notYet: readonly string[];
};

/**
 * Says what a check found, short when it passed, and only what blocks when it did not: code, place, why, the way out.
 * Warnings are counted. Pure.
 */
export const describeReport = ({ report, notYet }: CheckAnswer): string => {
  const findings = report.guardrails.flatMap((guardrail) => guardrail.findings);
  const warnings = findings.filter(({ level }) => level === 'warning');
  const noted = warnings.length === 0 ? '' : ` ${count(warnings.length, 'warning')}.`;
  if (report.verdict === 'pass')
    return `pass: nothing stands against the change as it is now (${report.guardrails.map(({ id }) => id).join(', ')}).${noted}`;
  const blocking = findings.filter((finding) => finding.level === 'error' && finding.exempt === undefined);
  const unable = report.guardrails.filter(({ verdict }) => verdict === 'cannot-check');
  return [
    `${report.verdict}: ${count(blocking.length, 'finding')} to repair.${noted}`,
    ...blocking.slice(0, shownFindings).map(describeFinding),
    ...(blocking.length > shownFindings
      ? [`and ${blocking.length - shownFindings} more; repair these and check again.`]
      : []),
    ...unable.map(({ id, reason }) => `[${id}] cannot check: ${reason ?? 'no reason given'}`),
    ...(notYet.length === 0 ? [] : [`Not run yet, because this comes first: ${notYet.join(', ')}.`]),
  ].join('\n\n');
};

const describeFinding = ({ code, file, line, message }: ReportedFinding): string => {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`} `;
  return `${place}[${code}] ${message}`;
};

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
