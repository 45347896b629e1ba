import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ListeningMessage } from '@interlock-dev/chassis';
import { buildEvent } from './core/event.builder.ts';
import type { ListeningEvent } from './core/listening-event.ts';

const server = fileURLToPath(new URL('./server.ts', import.meta.url));

/** What an events request was answered. */
export type EventsAnswer = {
  readonly status: number;
  readonly body: { readonly accepted?: number; readonly duplicates?: number; readonly code?: string };
};

/** A features service as a process of its own, for tests. */
export type FeaturesProcess = {
  readonly child: ChildProcess;
  readonly url: string;
  /** Everything that it logged so far. */
  readonly logged: () => string;
  readonly send: (events: readonly ListeningEvent[]) => Promise<EventsAnswer>;
  readonly batch: (body: object) => Promise<{ readonly status: number; readonly body: Record<string, unknown> }>;
  readonly end: (kind: NodeJS.Signals) => Promise<void>;
};

/** Starts one and waits until it listens; `prefix` is a program that runs it, such as `prlimit`. */
export const startFeaturesProcess = async (
  environment: Readonly<Record<string, string>>,
  prefix: readonly string[] = [],
): Promise<FeaturesProcess> => {
  const [program, ...rest] = [...prefix, process.execPath, server];
  const child = spawn(program, rest, {
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'debug', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let logged = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (logged += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (logged += text));
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the service ended before it listened: ${logged}`);
  });
  ended.catch(() => undefined);
  const [{ url }] = (await Promise.race([once(child, 'message'), ended])) as [ListeningMessage];
  const post = async (path: string, body: object) => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-deadline-ms': String(Date.now() + 1900) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  return {
    child,
    url,
    logged: () => logged,
    send: (events) => post('/v1/events', { events }),
    batch: (body) => post('/v1/features/batch', body),
    end: async (kind) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(kind);
      await exited;
    },
  };
};

/** Sends events one request after the other until it is told to stop or nobody answers; gives what was acknowledged. */
export const sendUntil = async (
  { send }: FeaturesProcess,
  isOver: () => boolean,
): Promise<{ readonly acknowledged: ListeningEvent[] }> => {
  const acknowledged: ListeningEvent[] = [];
  while (!isOver()) {
    const events = [buildEvent({ at: Date.now() }), buildEvent({ at: Date.now(), type: 'skip' })];
    try {
      const { status } = await send(events);
      if (status === 200) acknowledged.push(...events);
    } catch {
      break;
    }
  }
  return { acknowledged };
};
