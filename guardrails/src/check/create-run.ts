import type { CollectContext } from '../guardrail.ts';
import type { Configuration } from '../policy/configuration.ts';
import { probeSandbox, runInSandbox, type SandboxResult } from '../sandbox/index.ts';
import { toolRoots } from './tool-roots.ts';

/** The walls that commands of one guardrail run in. */
export type RunOptions = {
  readonly kind: Configuration['sandbox'];
  /** Ends what runs, and refuses to start more. */
  readonly signal: AbortSignal;
  /** Default: the walls of this machine. */
  readonly probe?: () => Promise<string | null>;
  readonly runCommand?: typeof runInSandbox;
};

/** Runs commands inside the walls and knows when all of them have ended. */
export type Runner = { readonly run: CollectContext['run']; readonly settled: () => Promise<void> };

/** The walls cannot be built on this machine; the message is the sentence with the way out. */
export class NoWallsError extends Error {
  override readonly name = 'NoWallsError';
}

/** Creates the only way in which a guardrail runs a command. Interlock's own packages stand inside, read-only. */
export const createRunner = (options: RunOptions): Runner => {
  const { kind, signal, probe = probeSandbox, runCommand = runInSandbox } = options;
  const started = new Set<Promise<SandboxResult>>();
  const run: CollectContext['run'] = async (command) => {
    const problem = kind === 'bubblewrap' ? await probe() : null;
    if (problem !== null) throw new NoWallsError(problem);
    signal.throwIfAborted();
    const result = runCommand(
      {
        ...command,
        readOnly: [...new Set([...(command.readOnly ?? []), ...toolRoots()])],
        signal: command.signal === undefined ? signal : AbortSignal.any([command.signal, signal]),
      },
      kind,
    );
    started.add(result);
    return result;
  };
  const settled = async (): Promise<void> => {
    await Promise.allSettled(started);
  };
  return { run, settled };
};
