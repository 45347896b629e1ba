import type { SandboxCommand, SandboxResult } from '@interlock-dev/guardrails/sandbox';
import type { Usage } from '../budget/usage.ts';
import type { Brief } from '../plan/plan.ts';

/** What every driver's output becomes. Text is untrusted: strip control characters before showing it. */
export type AgentEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool-call'; readonly tool: string; readonly input: string }
  | { readonly type: 'tool-result'; readonly tool: string; readonly isError: boolean; readonly output: string }
  | { readonly type: 'usage'; readonly usage: Usage };

/** How a turn of an agent ended. `done` is the agent's claim, not a verdict. */
export type AgentExit =
  | { readonly exit: 'done'; readonly summary: string }
  | { readonly exit: 'blocked' | 'failed' | 'out-of-budget' | 'out-of-time' | 'cancelled'; readonly reason: string };

/** One message to an agent: the brief's prompt in round 0, findings in the rounds after it. */
export type AgentTurn = {
  readonly brief: Brief;
  readonly round: number;
  readonly message: string;
  /** The job's checkout, absolute; the agent works here. */
  readonly dir: string;
  /** Folder that only this job's agent writes and that survives between rounds (conversation, HOME). */
  readonly sessionDir: string;
  /**
   * Socket of the model gateway for this job, at the same path inside the walls; null when the run has no model. The
   * walls set `INTERLOCK_GATEWAY_SOCKET` to it.
   */
  readonly gatewaySocket: string | null;
  /** Enters the job's walls: workspace writable, base's node_modules read-only, gateway socket inside. */
  readonly enter: (command: AgentCommand) => Promise<SandboxResult>;
  readonly onEvent: (event: AgentEvent) => void;
  readonly signal: AbortSignal;
};

/** A command in the job's walls; the workspace decides its mounts. */
export type AgentCommand = Pick<SandboxCommand, 'argv' | 'env' | 'stdin' | 'timeoutMs' | 'onStdout'> & {
  /** More folders to see, e.g. the driver's own code. */
  readonly readOnly?: readonly string[];
  /** Default: the workspace. */
  readonly cwd?: string;
};

/** A driver of one kind of agent. */
export type Agent = {
  /** As shown: `anthropic`, `command`. */
  readonly name: string;
  /** Said in one sentence before the run when it cannot work here; null when it can. */
  readonly unavailable: () => Promise<string | null>;
  readonly run: (turn: AgentTurn) => Promise<AgentExit>;
};
