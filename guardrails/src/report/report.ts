import type { Finding, NotChecked, Verdict } from '../guardrail.ts';
import type { RuleRecord } from './rule-record.ts';

/** A finding with its text, as reports show it. */
export type ReportedFinding = Finding & {
  readonly message: string;
  /** How often this rule was right in the benchmark; absent where it was never measured. */
  readonly record?: RuleRecord;
  /** Hash of what stands at its place: `interlock allow` binds an exemption to it. */
  readonly content?: string;
  /** Set when an exemption of base covers it: shown, and it does not block. */
  readonly exempt?: { readonly until: string; readonly reason: string };
};

/** What one guardrail said. */
export type GuardrailReport = {
  readonly id: string;
  readonly verdict: Verdict;
  readonly durationMs: number;
  /** Why it could not check, or one sentence on what it did. */
  readonly reason?: string;
  readonly cached: boolean;
  readonly findings: readonly ReportedFinding[];
};

/** `interlock.report/1`: the answer of `interlock check`. */
export type Report = {
  readonly schema: 'interlock.report/1';
  /** Tip of base, full hash: where policy came from. */
  readonly base: string;
  /** Full hash; `WORKTREE` for the working tree. */
  readonly head: string;
  readonly mergeBase: string;
  readonly verdict: Verdict;
  readonly guardrails: readonly GuardrailReport[];
  readonly notChecked: readonly NotChecked[];
};

/** `fail` if any failed, else `cannot-check` if any could not, else `pass`. Pure. */
export const combineVerdicts = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('fail') ? 'fail' : verdicts.includes('cannot-check') ? 'cannot-check' : 'pass';
