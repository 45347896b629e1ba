import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProcessesByEnvironment } from './process-table.ts';
import { sandboxEnvironment } from './sandbox-environment.ts';
import { readSandboxHost } from './sandbox-host.ts';
import type { SandboxCommand } from './sandbox.ts';
import type { Ending, StartedProcess } from './started-process.ts';

/**
 * Starts a command without walls (`ephemeral-runner`: the whole machine is thrown away): same environment, own process
 * group. What it started is killed with its group and by a mark in the environment; a process that leaves the group and
 * drops its environment as well stays behind, which only walls prevent.
 */
export const startBare = (command: SandboxCommand): StartedProcess => {
  const [program, ...rest] = command.argv;
  const mark = randomUUID();
  const freshHome = command.home === undefined ? mkdtempSync(join(tmpdir(), 'interlock-home-')) : null;
  const child = spawn(program, rest, {
    cwd: command.cwd,
    env: {
      ...sandboxEnvironment({ ...command, home: command.home ?? freshHome ?? '/' }, readSandboxHost().nodeDir),
      [markName]: mark,
    },
    stdio: 'pipe',
    detached: true,
  });
  const kill = () => killBare(child, mark);
  return { child, kill, ended: waitForEnd({ child, kill, freshHome, cwd: command.cwd }) };
};

const markName = 'INTERLOCK_COMMAND';

const killBare = (child: ChildProcess, mark: string): void => {
  if (child.pid === undefined) return;
  killIfThere(-child.pid);
  for (const pid of findProcessesByEnvironment(`${markName}=${mark}`)) killIfThere(pid);
};

const killIfThere = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

type Bare = {
  readonly child: ChildProcess;
  readonly kill: () => void;
  readonly freshHome: string | null;
  readonly cwd: string;
};

const waitForEnd = async ({ child, kill, freshHome, cwd }: Bare): Promise<Ending> => {
  try {
    const closed = once(child, 'close');
    closed.catch(() => {
      // Told by the next line.
    });
    await once(child, 'exit');
    kill();
    const [exitCode] = (await closed) as [number | null];
    return { exitCode, isStarted: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !existsSync(cwd)) throw error;
    return { exitCode: 127, isStarted: false };
  } finally {
    if (freshHome !== null) rmSync(freshHome, { recursive: true, force: true });
  }
};
