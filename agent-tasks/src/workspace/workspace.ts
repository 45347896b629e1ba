import type { SandboxCommand, SandboxResult } from '@interlock-dev/guardrails/sandbox';
import type { ReportedFinding } from '@interlock-dev/guardrails';

/** A job's own checkout. */
export type Workspace = {
  readonly task: string;
  readonly job: number;
  /** Absolute; what the agent sees as its repository. */
  readonly dir: string;
  /** Outside `dir`; survives between rounds (conversation, HOME). */
  readonly sessionDir: string;
  /** Runs a command in this job's walls. Sockets, HOME and mounts are the workspace's. */
  readonly enter: (
    command: Pick<SandboxCommand, 'argv' | 'env' | 'stdin' | 'timeoutMs' | 'onStdout' | 'signal'> & {
      readonly readOnly?: readonly string[];
      readonly cwd?: string;
    },
  ) => Promise<SandboxResult>;
};

/** A job's work as one commit under a ref of the user's repository. */
export type Harvest = {
  /** One commit on base; base itself when the job changed nothing. */
  readonly commit: string;
  readonly tree: string;
  /** `refs/interlock/<run>/<task>/<job>` */
  readonly ref: string;
  readonly findings: readonly ReportedFinding[];
};
