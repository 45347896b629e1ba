import type { Report, Verdict } from '@interlock-dev/guardrails';

/** An acceptance command that was run on the change. */
export type Acceptance = {
  readonly command: string;
  /** Null when it was stopped (time, memory). */
  readonly exitCode: number | null;
  /** The end of what it printed. */
  readonly output: string;
};

/** What guardrails and acceptance commands say of a change. */
export type Review = {
  readonly verdict: Verdict;
  readonly report: Report;
  readonly acceptance: readonly Acceptance[];
  readonly durationMs: number;
};
