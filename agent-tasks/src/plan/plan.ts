import type { BriefTerms } from '@interlock-dev/guardrails';

/** What a job may spend. Null: no limit. */
export type Budget = {
  readonly usd: number | null;
  readonly minutes: number;
  /** Most messages with findings that go back to the agent after its first try. */
  readonly rounds: number;
  readonly diffLines: number | null;
};

/** One well-scoped unit, as its author wrote it, normalised: every field has its value. */
export type Task = {
  readonly id: string;
  readonly title: string;
  readonly prompt: string;
  readonly scope: { readonly write: readonly string[]; readonly forbid: readonly string[] };
  readonly api: BriefTerms['api'];
  readonly tests: BriefTerms['tests'];
  readonly behaviour: BriefTerms['behaviour'];
  readonly dependsOn: readonly string[];
  /** Shell commands that must exit 0 in the finished workspace. */
  readonly acceptance: readonly string[];
  readonly budget: Budget;
};

/** What was agreed: a task frozen at dispatch. `hash` is SHA-256 over its canonical JSON. */
export type Brief = { readonly task: Task; readonly hash: string };

/** The tasks for a goal, a DAG, one YAML file. `base` null: where `--into` stands. */
export type Plan = {
  readonly version: 1;
  readonly goal: string;
  readonly base: string | null;
  readonly tasks: readonly Task[];
};

/** Something wrong with a plan. `line` and `column` are 1-based. `error` refuses the plan. */
export type PlanProblem = {
  readonly level: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
};
