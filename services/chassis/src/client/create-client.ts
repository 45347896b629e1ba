import { Pool } from 'undici';
import { Compile } from 'typebox/schema';
import { remainingMs } from '../deadline/deadline.ts';
import { sendOnce, type Answer, type Attempt, type NoAnswer, type Send } from './send-once.ts';

export type ClientOptions = {
  readonly baseUrl: string;
  /** Sockets kept open to the service. */
  readonly connections?: number;
  readonly now?: () => number;
};

/** One operation of a contract, as the generated client holds it. */
export type Operation = {
  readonly method: Send['method'];
  readonly path: string;
  /** Whether sending it twice does no harm: only then is a broken connection retried after the request was sent. */
  readonly isIdempotent: boolean;
  readonly response: object;
};

/** Why a call gave no value. `refused` carries the service's own error code. */
export type CallFailure =
  | { readonly ok: false; readonly reason: 'deadline' | 'unreachable' | 'invalid-answer'; readonly detail: string }
  | { readonly ok: false; readonly reason: 'refused'; readonly code: string; readonly detail: string };

export type CallResult<Value> = { readonly ok: true; readonly value: Value } | CallFailure;

/** Calls one operation; never later than `deadlineMs` (Unix milliseconds), which travels with it. */
export type Call<Body, Value> = (body: Body, deadlineMs: number) => Promise<CallResult<Value>>;

/** A client of one service over kept-alive connections. */
export type Client = {
  readonly operation: <Body, Value>(operation: Operation) => Call<Body, Value>;
  readonly isReady: (timeoutMs: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/**
 * A client whose calls end by their deadline, are retried once when the connection fails while time is left, and whose
 * answers are checked against the contract. Failures are values, not exceptions.
 */
export const createClient = ({ baseUrl, connections = 32, now = Date.now }: ClientOptions): Client => {
  const pool = new Pool(baseUrl, { connections, keepAliveTimeout: 30_000 });
  return {
    operation: <Body, Value>(operation: Operation): Call<Body, Value> => createCall({ pool, now, operation }),
    isReady: async (timeoutMs) => {
      const answer = await sendOnce(pool, { method: 'GET', path: '/readyz', timeoutMs });
      return answer.ok && answer.status === 200;
    },
    close: () => pool.close(),
  };
};

type CallParts = { readonly pool: Pool; readonly now: () => number; readonly operation: Operation };

const createCall = <Body, Value>({ pool, now, operation }: CallParts): Call<Body, Value> => {
  const answerType = Compile(operation.response);
  const { method, path } = operation;
  return async (body, deadlineMs) => {
    const payload = body === null ? undefined : JSON.stringify(body);
    const send = (): Promise<Attempt> =>
      sendOnce(pool, { method, path, payload, deadlineMs, timeoutMs: remainingMs(deadlineMs, now()) });
    let answer = await send();
    if (!answer.ok && mayRetry(answer, operation) && deadlineMs > now()) answer = await send();
    if (!answer.ok) return { ok: false, reason: answer.isTimeout ? 'deadline' : 'unreachable', detail: answer.detail };
    return readAnswer<Value>(answer, (value): value is Value => answerType.Check(value));
  };
};

const mayRetry = ({ isTimeout, wasSent }: NoAnswer, { isIdempotent }: Operation): boolean =>
  !isTimeout && (!wasSent || isIdempotent);

const readAnswer = <Value>(
  { status, text }: Answer,
  isValue: (value: unknown) => value is Value,
): CallResult<Value> => {
  const value = parseJson(text);
  if (status >= 400) {
    const { code = `http/${status}`, title = 'no problem document' } = (value ?? {}) as {
      code?: string;
      title?: string;
    };
    return { ok: false, reason: 'refused', code, detail: title };
  }
  if (isValue(value)) return { ok: true, value };
  return { ok: false, reason: 'invalid-answer', detail: `status ${status}, and the body does not match the contract` };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
