import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createControlGroup } from './control-group.ts';
import type { ControlGroup } from './control-group.ts';
import { findProcessesByEnvironment, readProcess } from './process-table.ts';
import { sandboxEnvironment } from './sandbox-environment.ts';
import { readSandboxHost } from './sandbox-host.ts';
import type { SandboxCommand } from './sandbox.ts';
import type { Ending, StartedProcess } from './started-process.ts';
import { defaultProcesses } from './watch-limits.ts';

/**
 * Starts a command without walls (`ephemeral-runner`: the whole machine is thrown away): same environment, own process
 * group. What it started is killed with its group, its control group and by a mark in the environment; where there
 * are no control groups, a process that leaves the group and drops its environment stays behind, which only walls prevent.
 */
export const startBare = (command: SandboxCommand): StartedProcess => {
  const group = createControlGroup(command.maxProcesses ?? defaultProcesses);
  const [program, ...rest] = group?.enter(command.argv) ?? command.argv;
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
  const bare = { child, mark, group, freshHome, cwd: command.cwd };
  return {
    child,
    kill: () => void killBare(bare),
    wasRefused: () => group?.wasRefused() ?? false,
    ended: waitForEnd(bare).finally(() => group?.remove()),
  };
};

const markName = 'INTERLOCK_COMMAND';

type Bare = {
  readonly child: ChildProcess;
  readonly mark: string;
  readonly group: ControlGroup | null;
  readonly freshHome: string | null;
  readonly cwd: string;
};

/** Whether anything was there to be killed: it dies a moment later. */
const killBare = ({ child, mark, group }: Bare): boolean => {
  if (child.pid === undefined) return false;
  killIfThere(-child.pid);
  const found = new Set([...(group?.processes() ?? []), ...findProcessesByEnvironment(`${markName}=${mark}`)]);
  const running = [...found].filter((pid) => readProcess(pid)?.isDead === false);
  running.forEach(killIfThere);
  return running.length > 0;
};

const killIfThere = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

const waitForEnd = async (bare: Bare): Promise<Ending> => {
  const { child, freshHome, cwd } = bare;
  try {
    const closed = once(child, 'close');
    closed.catch(() => {
      // Told by the next line.
    });
    await once(child, 'exit');
    while (killBare(bare)) await sleep(2);
    const [exitCode] = (await closed) as [number | null];
    return { exitCode, isStarted: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !existsSync(cwd)) throw error;
    return { exitCode: 127, isStarted: false };
  } finally {
    if (freshHome !== null) rmSync(freshHome, { recursive: true, force: true });
  }
};
