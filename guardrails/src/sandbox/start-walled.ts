import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable, Writable } from 'node:stream';
import { bubblewrapArguments } from './bubblewrap-arguments.ts';
import { createControlGroup } from './control-group.ts';
import { etcFiles, firstEtcDescriptor } from './etc-files.ts';
import { findBubblewrap } from './find-bubblewrap.ts';
import { limitProcesses } from './process-limit.ts';
import { readProcess } from './process-table.ts';
import type { ProcessEntry } from './process-table.ts';
import { readSandboxHost } from './sandbox-host.ts';
import type { SandboxCommand } from './sandbox.ts';
import type { Ending, StartedProcess } from './started-process.ts';
import { defaultProcesses } from './watch-limits.ts';

/** What bubblewrap said of itself on its status descriptor. */
type Status = { init: ProcessEntry | null; text: string };

/** Cannot be started. A bare name could: without a PATH the system looks in its own places. */
const noBubblewrap = '/nonexistent/bwrap';

/** Starts a command inside bubblewrap. Its processes live in a PID namespace whose first process dies with bubblewrap. */
export const startWalled = (command: SandboxCommand): StartedProcess => {
  const maxProcesses = command.maxProcesses ?? defaultProcesses;
  const group = createControlGroup(maxProcesses);
  const walled =
    group === null ? { ...command, argv: limitProcesses(command.argv, maxProcesses, limitProgram()) } : command;
  const argv = [findBubblewrap() ?? noBubblewrap, ...bubblewrapArguments(walled, readSandboxHost())] as const;
  const [program, ...rest] = group?.enter(argv) ?? argv;
  const child = spawn(program, rest, {
    // Bubblewrap's own environment can be read inside, in /proc/1/environ.
    env: {},
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', ...etcFiles.map(() => 'pipe' as const)],
  });
  etcFiles.forEach(({ text }, index) => {
    const stream = child.stdio[firstEtcDescriptor + index] as Writable;
    stream.on('error', () => undefined);
    stream.end(text);
  });
  const status = followStatus(child);
  return {
    child,
    kill: () => killWalled(child, status),
    wasRefused: () => group?.wasRefused() ?? false,
    ended: waitForEnd(child, status).finally(() => group?.remove()),
  };
};

const limitProgram = () => ({
  prlimit: existsSync('/usr/bin/prlimit') ? '/usr/bin/prlimit' : null,
  isRoot: process.getuid?.() === 0,
});

const followStatus = (child: ChildProcess): Status => {
  const status: Status = { init: null, text: '' };
  (child.stdio[3] as Readable).on('data', (chunk: Buffer) => {
    status.text += chunk.toString();
    const pid = /"child-pid": (\d+)/.exec(status.text)?.[1];
    if (pid !== undefined) status.init ??= readProcess(Number(pid));
  });
  return status;
};

const killWalled = (child: ChildProcess, { init }: Status): void => {
  child.kill('SIGKILL');
  // The kernel kills it when bubblewrap dies; this only makes it sooner.
  if (init !== null && isRunning(init)) process.kill(init.pid, 'SIGKILL');
};

const waitForEnd = async (child: ChildProcess, status: Status): Promise<Ending> => {
  const [exitCode] = (await once(child, 'close')) as [number | null];
  // Bubblewrap leaves when the command does; the first process of the namespace ends only after all others in it.
  while (status.init !== null && isRunning(status.init)) await sleep(2);
  return { exitCode, isStarted: status.text.includes('"exit-code"') || exitCode === null };
};

const isRunning = (init: ProcessEntry): boolean => {
  const now = readProcess(init.pid);
  return now !== null && !now.isDead && now.startTicks === init.startTicks;
};
