import { setTimeout as delay } from 'node:timers/promises';
import { Compile } from 'typebox/schema';
import { remainingMs } from '../deadline/deadline.ts';
import type { Metrics } from '../metrics/create-metrics.ts';
import {
  createRetryBudget,
  retryDelayMs,
  type RetryBudget,
  type RetryBudgetOptions,
} from '../resilience/retry-budget.ts';
import { createPassOnTraces } from '../traces/pass-on-traces.ts';
import type { Traces } from '../traces/traces.ts';
import { createClientMetrics, type ClientMetrics } from './client-metrics.ts';
import { readAnswer, type CallFailure, type CallResult } from './read-answer.ts';
import type { Attempt, Send } from './send-once.ts';
import { createTarget, isRefusalToTakeLoad, orderTargets, type Target } from './target.ts';

export type { CallFailure, CallResult } from './read-answer.ts';

export type ClientOptions = {
  /** Where the service listens; several addresses share the calls. */
  readonly baseUrl: string | readonly string[];
  /** What the service is called in metrics and traces. */
  readonly name?: string;
  /** Sockets kept open to each address. */
  readonly connections?: number;
  readonly retries?: RetryBudgetOptions;
  readonly metrics?: Metrics;
  readonly traces?: Traces;
  /** Unix milliseconds, for deadlines. */
  readonly now?: () => number;
  /** Milliseconds that never jump, for the breakers. */
  readonly steadyNow?: () => number;
  readonly random?: () => number;
};

/** One operation of a contract, as the generated client holds it. */
export type Operation = {
  readonly name?: string;
  readonly method: Send['method'];
  readonly path: string;
  /** Whether sending it twice does no harm: only then is a broken connection retried after the request was sent. */
  readonly isIdempotent: boolean;
  readonly response: object;
};

/** Calls one operation; never later than `deadlineMs` (Unix milliseconds), which travels with it. */
export type Call<Body, Value> = (body: Body, deadlineMs: number) => Promise<CallResult<Value>>;

/** A client of one service over kept-alive connections. */
export type Client = {
  readonly operation: <Body, Value>(operation: Operation) => Call<Body, Value>;
  /** Whether one of its addresses says that it is ready. */
  readonly isReady: (timeoutMs: number) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/**
 * A client whose calls go to the address with the least to do, end by their deadline, are tried once more (elsewhere when
 * there is an elsewhere) while time and the retry budget are left, and whose answers are checked against the contract.
 * An address that keeps failing is left alone by its circuit breaker. Failures are values, not exceptions.
 */
export const createClient = (options: ClientOptions): Client => {
  const { name = 'service', connections = 32, now = Date.now, random = Math.random } = options;
  const addresses = typeof options.baseUrl === 'string' ? [options.baseUrl] : options.baseUrl;
  const metrics = createClientMetrics(options.metrics, { name, addresses });
  const steadyNow = options.steadyNow ?? (() => performance.now());
  const targets = addresses.map((address) =>
    createTarget({
      address,
      connections,
      steadyNow,
      random,
      onBreakerChange: (state) => metrics.breaker(address, state),
    }),
  );
  metrics.watch(targets);
  const traces = options.traces ?? createPassOnTraces();
  const budget = createRetryBudget(options.retries);
  const parts = { name, targets, metrics, traces, budget, now, random };
  return {
    operation: <Body, Value>(operation: Operation): Call<Body, Value> => createCall({ ...parts, operation }),
    isReady: (timeoutMs) => isAnyReady(targets, timeoutMs),
    close: async () => {
      await Promise.all(targets.map((target) => target.close()));
    },
  };
};

const isAnyReady = async (targets: readonly Target[], timeoutMs: number): Promise<boolean> => {
  const answers = await Promise.all(
    targets.map((target) => target.probe({ method: 'GET', path: '/readyz', timeoutMs })),
  );
  return answers.some((answer) => answer.ok && answer.status === 200);
};

type CallParts = {
  readonly name: string;
  readonly targets: readonly Target[];
  readonly metrics: ClientMetrics;
  readonly traces: Traces;
  readonly budget: RetryBudget;
  readonly now: () => number;
  readonly random: () => number;
  readonly operation: Operation;
};

const createCall = <Body, Value>(parts: CallParts): Call<Body, Value> => {
  const { name, metrics, traces, operation } = parts;
  const answerType = Compile(operation.response);
  const isValue = (value: unknown): value is Value => answerType.Check(value);
  const spanName = `${name} ${operation.name ?? operation.path}`;
  return async (body, deadlineMs) => {
    const payload = body === null ? undefined : JSON.stringify(body);
    const span = traces.open({ kind: 'client', name: spanName });
    const run = (): Promise<CallResult<Value>> => callOnceOrTwice(parts, { payload, deadlineMs, isValue });
    const result = await (span ? span.run(run) : run());
    metrics.call(result.ok ? 'ok' : result.reason);
    span?.end(result.ok ? {} : { error: result.reason });
    return result;
  };
};

type OneCall<Value> = {
  readonly payload: string | undefined;
  readonly deadlineMs: number;
  readonly isValue: (value: unknown) => value is Value;
};

const callOnceOrTwice = async <Value>(parts: CallParts, call: OneCall<Value>): Promise<CallResult<Value>> => {
  const { targets, metrics, budget, now, random, operation } = parts;
  budget.deposit();
  const [target] = orderTargets(targets, random);
  const first = await sendTo(target, parts, call);
  if (!first || !target) return circuitOpen;
  if (!mayRetry(first, operation) || call.deadlineMs <= now()) return resultOf(first, call);
  const others = orderTargets(
    targets.filter((other) => other !== target),
    random,
  );
  // A target that refused load is not asked again; one whose connection broke is, when there is no other.
  const second = others[0] ?? (first.ok ? undefined : target);
  if (!second?.isPassable()) return resultOf(first, call);
  const isAllowed = budget.tryWithdraw();
  metrics.retry(isAllowed ? 'sent' : 'over-budget');
  if (!isAllowed) return resultOf(first, call);
  if (second === target) await delay(retryDelayMs(random, Math.min(20, remainingMs(call.deadlineMs, now()) / 4)));
  return resultOf((await sendTo(second, parts, call)) ?? first, call);
};

const sendTo = async <Value>(
  target: Target | undefined,
  { traces, now, operation: { method, path } }: CallParts,
  { payload, deadlineMs }: OneCall<Value>,
): Promise<Attempt | undefined> => {
  const timeoutMs = remainingMs(deadlineMs, now());
  return target?.send({ method, path, payload, deadlineMs, timeoutMs, trace: traces.headers() });
};

const mayRetry = (attempt: Attempt, { isIdempotent }: Operation): boolean =>
  attempt.ok ? isRefusalToTakeLoad(attempt) : !attempt.isTimeout && (!attempt.wasSent || isIdempotent);

const circuitOpen: CallFailure = {
  ok: false,
  reason: 'circuit-open',
  detail: 'the service kept failing; it is tried again in a moment',
};

const resultOf = <Value>(attempt: Attempt, { isValue }: OneCall<Value>): CallResult<Value> => {
  if (attempt.ok) return readAnswer<Value>(attempt, isValue);
  return { ok: false, reason: attempt.isTimeout ? 'deadline' : 'unreachable', detail: attempt.detail };
};
