import { ConfigurationError } from '../errors.ts';
import { showUnseen } from '../report/untrusted-text.ts';
import { packageVersion } from './package-version.ts';

/** 0: pass. 1: findings of level error, or something could not be checked. 2: could not run. Never a count. */
export type ExitCode = 0 | 1 | 2;

const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the work of one command to its end: sets the exit code; a user's mistake is one sentence on stderr, a fault of
 * ours a stack and a request to report it (both exit 2). The first Ctrl-C, SIGTERM or SIGHUP aborts `signal`, so that the
 * work can end its processes; then this process ends by that same signal. A second one ends it at once.
 */
export const runCommand = async (work: (signal: AbortSignal) => Promise<number>): Promise<void> => {
  const controller = new AbortController();
  let received: NodeJS.Signals | null = null;
  const interrupt = (name: NodeJS.Signals) => {
    if (received !== null) dieOf(name, interrupt);
    received = name;
    controller.abort(new Error(`stopped by ${name}`));
  };
  for (const name of interruptions) process.on(name, interrupt);
  try {
    process.exitCode = await work(controller.signal);
  } catch (error) {
    process.exitCode = 2;
    if (!controller.signal.aborted) process.stderr.write(explainError(error));
  }
  const last = stoppedBy(() => received);
  if (last !== null) dieOf(last, interrupt);
  for (const name of interruptions) process.off(name, interrupt);
};

// A function, because TypeScript cannot see that the listener has set the variable.
const stoppedBy = (read: () => NodeJS.Signals | null): NodeJS.Signals | null => read();

const dieOf = (name: NodeJS.Signals, listener: (name: NodeJS.Signals) => void): void => {
  for (const each of interruptions) process.off(each, listener);
  process.kill(process.pid, name);
};

/** What stderr says of an error: a sentence for a user's mistake, the stack and what to do with it for a fault. Pure. */
export const explainError = (error: unknown): string => {
  if (error instanceof ConfigurationError) return `interlock: ${showUnseen(error.message)}\n`;
  return `${showUnseen(stackOf(error))}\n\nThis is a fault in Interlock ${packageVersion} (Node ${process.version}, ${process.platform}), not in your change. Please report it with the lines above.\n`;
};

const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
};
