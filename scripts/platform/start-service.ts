import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { ListeningMessage } from '../../services/chassis/src/index.ts';

/** What to start, and how. */
export type ServiceStart = {
  /** Its script, from the repository's root. */
  readonly script: string;
  /** Added to this process's environment; a port is always chosen by the system. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
  /** The only processor that it may run on; any when absent. Linux only. */
  readonly core?: number;
};

/** A service that listens, as a process of its own. */
export type ServiceProcess = {
  readonly url: string;
  readonly pid: number;
  /** SIGTERM, then waits until it is gone. */
  readonly stop: () => Promise<void>;
  /** Sends a signal; SIGKILL and SIGTERM wait until it is gone, others return at once. */
  readonly signal: (name: NodeJS.Signals) => Promise<void>;
};

/**
 * Starts a service and waits until it listens. It ends with this process, because it watches the channel between the two.
 * @throws Error with the script and exit code when it ends before
 */
export const startService = async (start: ServiceStart): Promise<ServiceProcess> => {
  const child = spawnService(start);
  const url = await listeningUrl(child, start.script);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${start.script} has no process id`);
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    if (hasEnded(child)) return;
    const ended = name === 'SIGKILL' || name === 'SIGTERM' ? once(child, 'exit') : undefined;
    child.kill(name);
    await ended;
  };
  return { url, pid, signal, stop: () => signal('SIGTERM') };
};

const root = resolve(import.meta.dirname, '../..');

const spawnService = ({ script, environment, nodeOptions = [], core }: ServiceStart): ChildProcess => {
  const argv = [process.execPath, ...nodeOptions, resolve(root, script)];
  const [program = '', ...rest] = core === undefined ? argv : ['taskset', '-c', String(core), ...argv];
  return spawn(program, rest, {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
};

const listeningUrl = async (child: ChildProcess, script: string): Promise<string> => {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} ended before it listened (exit ${String(code)})`);
  });
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [ListeningMessage];
  // Only an end before it listened is a failure of the start.
  ended.catch(() => undefined);
  return message.url;
};

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;
