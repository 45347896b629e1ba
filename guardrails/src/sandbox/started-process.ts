import type { ChildProcess } from 'node:child_process';

/** A command that runs, walled or bare. */
export type StartedProcess = {
  readonly child: ChildProcess;
  /** Ends it and all that it started, at once. */
  readonly kill: () => void;
  /** True once the kernel refused it a process. */
  readonly wasRefused: () => boolean;
  /** Resolves when the command has ended and nothing that it started runs any more. */
  readonly ended: Promise<Ending>;
};

/** How it ended. `isStarted` is false when the command itself never ran: no such program, or no walls. */
export type Ending = { readonly exitCode: number | null; readonly isStarted: boolean };
