import type { Repository } from '@interlock-dev/guardrails/tree';
import type { Configuration } from '@interlock-dev/guardrails';
import type { Agent } from '../agents/agent.ts';
import type { CommitIdentity } from '../merge/integrate.ts';
import type { TargetBranch } from '../merge/target-branch.ts';
import type { Upstream } from '../model-gateway/upstream.ts';
import type { JournalEntry, RunEvent } from './event.ts';
import type { QuietLock } from './quiet-lock.ts';
import type { RunFolder } from './run-folder.ts';
import type { RunState, TaskState } from './run-state.ts';

/** What the stations of a run share. */
export type RunContext = {
  readonly repository: Repository;
  readonly folder: RunFolder;
  readonly target: TargetBranch;
  /** Null for `land`: the branches are there already. */
  readonly agent: Agent | null;
  /** The model's provider; null when the agent needs none. */
  readonly upstream: Upstream | null;
  readonly sandbox: Configuration['sandbox'];
  readonly cacheDir: string;
  readonly identity: CommitIdentity;
  readonly quiet: QuietLock;
  /** Most that all jobs together may spend, USD; null for no limit. */
  readonly budgetUsd: number | null;
  /** Negative control: the agent is told the verdict and not the findings. */
  readonly withholdFindings: boolean;
  readonly signal: AbortSignal;
  /** Ends the run early, resumable: aborts `signal`. */
  readonly abort: () => void;
  /** Appends to the journal and applies to the state. */
  readonly record: (event: RunEvent) => JournalEntry;
  readonly state: () => RunState;
};

/** A task of the run by its id. */
export const taskOf = (context: RunContext, id: string): TaskState => {
  const task = context.state().tasks.find(({ brief }) => brief.task.id === id);
  if (task === undefined) throw new Error(`No task ${id} in this run`);
  return task;
};

/** Whether the run is being stopped. A function, because it changes while others are awaited. */
export const isStopping = ({ signal }: RunContext): boolean => signal.aborted;
