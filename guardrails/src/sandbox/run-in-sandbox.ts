import type { Configuration } from '../policy/configuration.ts';
import { createCappedOutput } from './capped-output.ts';
import { probeSandbox } from './probe-sandbox.ts';
import type { SandboxCommand, SandboxResult } from './sandbox.ts';
import { startBare } from './start-bare.ts';
import { startWalled } from './start-walled.ts';
import type { StartedProcess } from './started-process.ts';
import { watchLimits } from './watch-limits.ts';

/**
 * Runs a command inside walls and answers when all its processes are dead, also those that it left behind. No shell is
 * involved. A program that is not there gives exit code 127; one that a signal ended inside the walls 128 plus the signal.
 * @param kind `ephemeral-runner`: no walls, because the whole machine is thrown away; only base's configuration says so
 * @throws Error when the walls cannot be built: one sentence with bubblewrap's own words
 */
export const runInSandbox = async (
  command: SandboxCommand,
  kind: Configuration['sandbox'] = 'bubblewrap',
): Promise<SandboxResult> => {
  const startedMs = performance.now();
  if (command.signal?.aborted === true) return cancelledBeforeStart;
  const started = kind === 'bubblewrap' ? startWalled(command) : startBare(command);
  const stdout = createCappedOutput(command.maxOutputBytes, command.onStdout);
  const stderr = createCappedOutput(command.maxOutputBytes);
  started.child.stdout?.on('data', stdout.write);
  started.child.stderr?.on('data', stderr.write);
  // A command that ends without reading its input closes the pipe: no fault.
  started.child.stdin?.on('error', () => undefined).end(command.stdin ?? '');
  const limits = enforceLimits(command, started);
  try {
    const ending = await started.ended.catch((error: unknown) => failToStart(command, kind, error));
    const stopped = limits.stopped() ?? (started.wasRefused() ? 'processes' : null);
    if (!ending.isStarted && stopped === null) return missingProgram(command, stderr.text(), startedMs);
    return {
      exitCode: stopped === null ? ending.exitCode : null,
      stdout: stdout.text(),
      stderr: stderr.text(),
      truncated: stdout.truncated() || stderr.truncated(),
      stopped,
      durationMs: performance.now() - startedMs,
    };
  } finally {
    limits.release();
  }
};

const cancelledBeforeStart: SandboxResult = {
  exitCode: null,
  stdout: '',
  stderr: '',
  truncated: false,
  stopped: 'cancelled',
  durationMs: 0,
};

/** Longest delay of a Node timer: 24.8 days. */
const longestTimerMs = 2 ** 31 - 1;

const enforceLimits = (command: SandboxCommand, started: StartedProcess) => {
  let stopped: SandboxResult['stopped'] = null;
  const stop = (why: NonNullable<SandboxResult['stopped']>) => {
    stopped ??= why;
    started.kill();
  };
  const cancel = () => stop('cancelled');
  const timer = setTimeout(() => stop('timeout'), Math.min(command.timeoutMs, longestTimerMs));
  const unwatch = watchLimits(started, command, stop);
  command.signal?.addEventListener('abort', cancel);
  return {
    stopped: () => stopped,
    release: () => {
      clearTimeout(timer);
      unwatch();
      command.signal?.removeEventListener('abort', cancel);
    },
  };
};

const failToStart = async (command: SandboxCommand, kind: Configuration['sandbox'], error: unknown): Promise<never> => {
  const reason = kind === 'bubblewrap' ? await probeSandbox() : null;
  throw new Error(reason ?? `'${command.argv[0]}' could not be started in ${command.cwd}.`, { cause: error });
};

const missingProgram = (command: SandboxCommand, said: string, startedMs: number): SandboxResult => {
  const words = /^bwrap: execvp (.*)$/m.exec(said)?.[1] ?? `${command.argv[0]}: No such file or directory`;
  if (said !== '' && !said.includes('bwrap: execvp ')) {
    throw new Error(`The walls around '${command.argv[0]}' could not be built: ${said.trim()}`);
  }
  const durationMs = performance.now() - startedMs;
  return { ...cancelledBeforeStart, exitCode: 127, stderr: `${words}\n`, stopped: null, durationMs };
};
