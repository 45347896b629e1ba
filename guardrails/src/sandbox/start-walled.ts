import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable, Writable } from 'node:stream';
import { bubblewrapArguments } from './bubblewrap-arguments.ts';
import { etcFiles, firstEtcDescriptor } from './etc-files.ts';
import { readProcess } from './process-table.ts';
import type { ProcessEntry } from './process-table.ts';
import { readSandboxHost } from './sandbox-host.ts';
import type { SandboxCommand } from './sandbox.ts';
import type { Ending, StartedProcess } from './started-process.ts';

/** What bubblewrap said of itself on its status descriptor. */
type Status = { init: ProcessEntry | null; text: string };

/** Starts a command inside bubblewrap. Its processes live in a PID namespace whose first process dies with bubblewrap. */
export const startWalled = (command: SandboxCommand): StartedProcess => {
  const child = spawn('bwrap', bubblewrapArguments(command, readSandboxHost()), {
    // Bubblewrap's own environment can be read inside, in /proc/1/environ.
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', ...etcFiles.map(() => 'pipe' as const)],
  });
  etcFiles.forEach(({ text }, index) => {
    const stream = child.stdio[firstEtcDescriptor + index] as Writable;
    stream.on('error', () => undefined);
    stream.end(text);
  });
  const status = followStatus(child);
  return { child, kill: () => killWalled(child, status), ended: waitForEnd(child, status) };
};

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
