import type { Finding, Guardrail, NotChecked, Verdict } from '../guardrail.ts';
import type { Exemption, Policy } from '../policy/policy.ts';
import type { GuardrailReport, ReportedFinding } from '../report/report.ts';
import { ruleRecord } from '../report/rule-record.ts';
import type { Outcome } from './collect-evidence.ts';
import { contentKey, type Contents } from './read-contents.ts';

/** What evidence is judged by. */
export type JudgeOptions = {
  readonly policy: Policy;
  /** ISO date: whether an exemption still counts. */
  readonly today: string;
  /** What stands at the places of findings; without it an exemption that is bound to content counts for nothing. */
  readonly contents?: Contents;
};

/** What one guardrail says, and what it leaves unchecked. */
export type Judgement = { readonly report: GuardrailReport; readonly notChecked: readonly NotChecked[] };

/**
 * Judges what a guardrail collected: findings in a stable order with their text, exemptions of base applied, verdict.
 * The same in a check and in a replay. A judge that throws could not check. Pure.
 */
export const judge = (guardrail: Guardrail<unknown>, outcome: Outcome, options: JudgeOptions): Judgement => {
  if ('cannotCheck' in outcome.collected) return refuse(outcome, outcome.collected.cannotCheck);
  const { evidence } = outcome.collected;
  const policy = { ...options.policy, today: options.today };
  try {
    const findings = guardrail
      .assess(evidence, policy)
      .toSorted(compareFindings)
      .map((finding) => withText(guardrail, finding, options));
    const notChecked = guardrail.notChecked?.(evidence, policy) ?? [];
    return { report: { ...facts(outcome), verdict: verdictOf(findings), findings }, notChecked };
  } catch (error) {
    return refuse(
      outcome,
      `Its evidence could not be judged: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
};

const facts = ({ id, durationMs, cached }: Outcome) => ({ id, durationMs, cached });

const refuse = (outcome: Outcome, reason: string): Judgement => ({
  report: { ...facts(outcome), verdict: 'cannot-check', reason, findings: [] },
  notChecked: [{ what: outcome.id, why: reason }],
});

const verdictOf = (findings: readonly ReportedFinding[]): Verdict =>
  findings.some(({ level, exempt }) => level === 'error' && exempt === undefined) ? 'fail' : 'pass';

const withText = (
  { messages }: Guardrail<unknown>,
  finding: Finding,
  { policy, today, contents }: JudgeOptions,
): ReportedFinding => {
  const text = messages[finding.code]?.(finding.data) ?? finding.code;
  const content = contents?.[contentKey(finding)];
  const record = ruleRecord(finding.code);
  const shown = {
    ...finding,
    ...(content === undefined ? {} : { content }),
    ...(record === undefined ? {} : { record }),
  };
  const granted = policy.exemptions.filter(({ fingerprint }) => fingerprint === finding.fingerprint);
  const exemption = latest(granted.filter((each) => each.content === undefined || each.content === content));
  if (exemption === undefined) {
    const changed = granted.length > 0 ? ' An exemption for it was granted to another text at this place.' : '';
    return { ...shown, message: `${text}${changed}` };
  }
  const { until, reason } = exemption;
  if (until >= today) return { ...shown, message: text, exempt: { until, reason } };
  return { ...shown, message: `${text} An exemption for it ended on ${until}.` };
};

const latest = (exemptions: readonly Exemption[]): Exemption | undefined =>
  exemptions.toSorted((a, b) => (a.until < b.until ? 1 : -1)).at(0);

const compareFindings = (a: Finding, b: Finding): number =>
  compare(a.file ?? '', b.file ?? '') ||
  (a.line ?? 0) - (b.line ?? 0) ||
  compare(a.code, b.code) ||
  compare(a.fingerprint, b.fingerprint) ||
  compare(JSON.stringify(a), JSON.stringify(b));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
