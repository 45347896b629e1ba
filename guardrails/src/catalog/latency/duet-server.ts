import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { bubblewrapArguments } from '../../sandbox/bubblewrap-arguments.ts';
import { sandboxEnvironment } from '../../sandbox/sandbox-environment.ts';
import { readSandboxHost } from '../../sandbox/sandbox-host.ts';
import type { SandboxCommand } from '../../sandbox/sandbox.ts';
import { createDuetClient, type DuetClient } from './duet-client.ts';
import type { ServerFailure, Side } from './latency-evidence.ts';
import type { LoadGeneratorPlan } from './load-generator-plan.ts';

/** One version of the service, running. */
export type DuetServer = {
  readonly side: Side;
  readonly client: DuetClient;
  readonly startUpMs: number;
  /** Null while it lives. */
  readonly failure: () => ServerFailure | null;
  /** Kills all its processes and waits for their end. */
  readonly stop: () => Promise<void>;
};

const keptOutput = 4096;
const readyPollMs = 25;

/**
 * Starts one version behind walls of its own and waits until it is ready. Answers the failure, with nothing left
 * running, when it ends or does not get ready in time. Whatever it prints is drained; the last 4 KiB are kept.
 */
export const startDuetServer = async (side: Side, plan: LoadGeneratorPlan): Promise<DuetServer | ServerFailure> => {
  const startedMs = performance.now();
  const port = await findFreePort();
  const child = spawnServer(side, port, plan);
  const output = keepLastOutput(child);
  const ended = once(child, 'close').catch((error: unknown) => output.write(String(error)));
  const client = createDuetClient(port, plan.requestTimeoutMs);
  const stop = async () => {
    client.close();
    killServer(child, plan);
    await ended;
  };
  const fail = (stage: ServerFailure['stage'], why: string): ServerFailure => ({
    side,
    stage,
    why,
    lastLines: output.lastLines(),
  });
  const isReady = await waitUntilReady(client, child, plan);
  if (!isReady) {
    const why = hasEnded(child) ? endingOf(child) : `was not ready within ${plan.startTimeoutMs / 1000} s`;
    await stop();
    return fail('start', why);
  }
  return {
    side,
    client,
    startUpMs: performance.now() - startedMs,
    failure: () => (hasEnded(child) ? fail('measure', endingOf(child)) : null),
    stop,
  };
};

const spawnServer = (side: Side, port: number, plan: LoadGeneratorPlan): ChildProcess => {
  const { command, cwd, readOnly } = plan.servers[side];
  const walled: SandboxCommand = {
    argv: ['/bin/sh', '-c', command],
    cwd,
    readOnly: [cwd, ...readOnly],
    env: { PORT: String(port) },
    timeoutMs: plan.wallMs,
  };
  const host = readSandboxHost();
  if (plan.walls === 'bubblewrap')
    return spawn('bwrap', bubblewrapArguments(walled, host, { nested: true }), { stdio: ['ignore', 'pipe', 'pipe'] });
  // The mark of the outer command stays, so that whatever this leaves behind is found and ended with it.
  const mark = process.env['INTERLOCK_COMMAND'];
  const env = {
    ...sandboxEnvironment(walled, host.nodeDir),
    ...(mark === undefined ? {} : { INTERLOCK_COMMAND: mark }),
  };
  return spawn('/bin/sh', ['-c', command], {
    cwd,
    env: { ...env, HOME: process.env['HOME'] ?? '/' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

/** SIGKILL at once: the walls' first process dies with bubblewrap and takes all others along, whatever they ignore. */
const killServer = (child: ChildProcess, { walls }: LoadGeneratorPlan): void => {
  if (walls === 'bubblewrap' || child.pid === undefined) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

const findFreePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};

const keepLastOutput = (child: ChildProcess) => {
  let kept = '';
  const write = (chunk: string) => {
    kept = (kept + chunk).slice(-keptOutput);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', write);
  return { write, lastLines: () => kept.trim().split('\n').slice(-12) };
};

const waitUntilReady = async (client: DuetClient, child: ChildProcess, plan: LoadGeneratorPlan): Promise<boolean> => {
  const deadline = performance.now() + plan.startTimeoutMs;
  const request = { method: 'GET', path: plan.ready ?? '/', headers: {}, body: null };
  while (!hasEnded(child) && performance.now() < deadline) {
    const { status } = await client.send(request);
    if (plan.ready === null ? status > 0 : status === 200) return true;
    await delay(readyPollMs);
  }
  return false;
};

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const endingOf = (child: ChildProcess): string =>
  child.signalCode === null ? `ended with exit code ${child.exitCode ?? 'unknown'}` : `ended by ${child.signalCode}`;
