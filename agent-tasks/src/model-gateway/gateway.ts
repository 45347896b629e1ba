import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { Agent as UpstreamPool } from 'undici';
import type { Usage } from '../budget/usage.ts';
import { openLedger, reserve, settle, type Ledger } from '../budget/ledger.ts';
import type { UsageTotal } from '../budget/usage.ts';
import { forwardCall, type GatewayState } from './forward-call.ts';
import { openTranscript } from './transcript.ts';
import type { Upstream } from './upstream.ts';

export type { Upstream } from './upstream.ts';

/** The model gateway of one job. */
export type Gateway = {
  readonly socketPath: string;
  /** What was spent since it started. */
  readonly total: () => UsageTotal;
  /** Ends every call under way, settles it, writes the transcript and removes the socket. */
  readonly stop: () => Promise<void>;
};

export type GatewayOptions = {
  readonly upstream: Upstream;
  /** At most 107 bytes; whoever reaches this socket is the job. */
  readonly socketPath: string;
  /** Null: no limit. */
  readonly budgetUsd: number | null;
  /** Told of each call once it is settled. */
  readonly onUsage: (usage: Usage) => void;
  /** JSON lines, one a call; null for none. */
  readonly transcriptFile: string | null;
  /** Stops the gateway. */
  readonly signal?: AbortSignal;
  /** Longest silence of the provider, before and within an answer. Default ten minutes and two. */
  readonly silenceMs?: { readonly headers: number; readonly body: number };
};

/**
 * Starts the only way from a job's walls to a model: a unix socket that forwards the calls of the Messages API to the
 * provider, puts in the key that the job never sees, meters each call, refuses the next one when the budget is spent
 * and records the transcript. Streams pass through as they come.
 * @throws when the socket cannot be made
 */
export const startGateway = async (options: GatewayOptions): Promise<Gateway> => {
  if (Buffer.byteLength(options.socketPath) > maxSocketPathBytes) {
    throw new Error(`The gateway's socket path is over ${maxSocketPathBytes} bytes: ${options.socketPath}`);
  }
  const { state, ledger, pool } = createState(options);
  const server = createServer((request, response) => {
    const call = forwardCall(state, request, response).finally(() => state.underWay.delete(call));
    state.underWay.add(call);
  });
  await listen(server, options.socketPath);
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    options.signal?.removeEventListener('abort', stopOnAbort);
    return (stopped ??= stopServer({ server, state, pool, socketPath: options.socketPath }));
  };
  // Who called stop hears of a failure; an abort has nobody to tell.
  const stopOnAbort = (): void => void stop().catch(() => undefined);
  options.signal?.addEventListener('abort', stopOnAbort, { once: true });
  if (options.signal?.aborted === true) await stop();
  return { socketPath: options.socketPath, total: () => ledger().total, stop };
};

// The kernel's limit for a unix socket's path, less the closing zero.
const maxSocketPathBytes = 107;

const createState = (options: GatewayOptions) => {
  let ledger: Ledger = openLedger(options.budgetUsd);
  const { upstream, silenceMs = { headers: 600_000, body: 120_000 } } = options;
  const pool = new UpstreamPool({ headersTimeout: silenceMs.headers, bodyTimeout: silenceMs.body });
  const state: GatewayState = {
    upstream,
    pool,
    transcript: openTranscript(options.transcriptFile, [upstream.apiKey ?? '', upstream.authToken ?? '']),
    underWay: new Set(),
    stopping: new AbortController(),
    reserve: (call, usd) => {
      const answer = reserve(ledger, call, usd);
      if (answer.isGranted) ledger = answer.ledger;
      return answer.isGranted ? null : answer.reason;
    },
    settle: (call, usage) => {
      ledger = settle(ledger, call, usage);
      if (usage !== null) options.onUsage(usage);
    },
  };
  return { state, pool, ledger: () => ledger };
};

const listen = async (server: Server, socketPath: string): Promise<void> => {
  // A coordinator that was killed left its socket behind.
  await rm(socketPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(socketPath, resolve);
  });
  await chmod(socketPath, 0o600);
};

type Running = {
  readonly server: Server;
  readonly state: GatewayState;
  readonly pool: UpstreamPool;
  readonly socketPath: string;
};

const stopServer = async ({ server, state, pool, socketPath }: Running): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  state.stopping.abort();
  server.closeAllConnections();
  await closed;
  await Promise.allSettled(state.underWay);
  await pool.destroy();
  await rm(socketPath, { force: true });
  await state.transcript.flush();
};
