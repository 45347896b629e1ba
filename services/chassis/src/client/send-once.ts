import type { Pool } from 'undici';
import { deadlineHeader } from '../deadline/deadline.ts';
import type { TraceHeaders } from '../traces/traces.ts';

/** One request over a pool of connections. */
export type Send = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly timeoutMs: number;
  readonly payload?: string | undefined;
  readonly deadlineMs?: number;
  /** The trace that the call belongs to. */
  readonly trace?: TraceHeaders;
};

/** What came back, whatever its status. */
export type Answer = { readonly ok: true; readonly status: number; readonly text: string };

/** Why nothing came back. `wasSent` is false only when the request surely never left. */
export type NoAnswer = {
  readonly ok: false;
  readonly isTimeout: boolean;
  readonly wasSent: boolean;
  readonly detail: string;
};
export type Attempt = Answer | NoAnswer;

/**
 * Sends one request and waits for its whole answer, never longer than `timeoutMs`.
 * A network failure is a value; a request that could not be built is a bug and throws.
 */
export const sendOnce = async (
  pool: Pool,
  { method, path, timeoutMs, payload, deadlineMs, trace }: Send,
): Promise<Attempt> => {
  const wholeMs = Math.floor(timeoutMs);
  if (wholeMs <= 0) return { ok: false, isTimeout: true, wasSent: false, detail: 'no time was left to call' };
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(new DOMException('the deadline passed', 'TimeoutError')), wholeMs);
  try {
    const response = await pool.request({
      method,
      path,
      body: payload ?? null,
      headers: {
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...(deadlineMs === undefined ? {} : { [deadlineHeader]: String(Math.floor(deadlineMs)) }),
        ...trace,
      },
      signal: timeout.signal,
    });
    return { ok: true, status: response.statusCode, text: await response.body.text() };
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw error;
    return describeFailure(error);
  } finally {
    clearTimeout(timer);
  }
};

const neverSentCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

const describeFailure = (error: unknown): NoAnswer => {
  const { name, code: anyCode, message } = error as { name?: string; code?: unknown; message?: string };
  // A DOMException's code is a number that says nothing.
  const code = typeof anyCode === 'string' ? anyCode : undefined;
  return {
    ok: false,
    isTimeout: name === 'TimeoutError' || name === 'AbortError',
    wasSent: code === undefined || !neverSentCodes.has(code),
    detail: code ?? message ?? 'unknown failure',
  };
};
