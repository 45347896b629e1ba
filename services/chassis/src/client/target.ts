import { Pool } from 'undici';
import { createCircuitBreaker, type BreakerState, type CallOutcome } from '../resilience/circuit-breaker.ts';
import { sendOnce, type Attempt, type Send } from './send-once.ts';

/** One address of a service, with its connections and its circuit breaker. */
export type Target = {
  readonly address: string;
  readonly inFlight: () => number;
  readonly breakerState: () => BreakerState;
  readonly isPassable: () => boolean;
  /** Whether it refused to take load, or could not be reached, a moment ago: others are asked first. */
  readonly isAvoided: () => boolean;
  /** Makes one call; `undefined` when the breaker does not let it through. */
  readonly send: (send: Send) => Promise<Attempt> | undefined;
  /** Asks past the breaker, for health alone. */
  readonly probe: (send: Send) => Promise<Attempt>;
  readonly close: () => Promise<void>;
};

export type TargetOptions = {
  readonly address: string;
  readonly connections: number;
  /** Milliseconds that never jump. */
  readonly steadyNow: () => number;
  readonly random: () => number;
  readonly onBreakerChange: (state: BreakerState) => void;
};

/** Below this a timeout is nobody's fault but the caller's. */
const fairTimeoutMs = 5;
const avoidedAfterRefusalMs = 200;
// A process that is gone fails at once, so it always has the fewest calls in flight and would draw all of them.
const avoidedWhenUnreachableMs = 1000;

/** An address over kept-alive connections. */
export const createTarget = (options: TargetOptions): Target => {
  const { address, connections, steadyNow, random } = options;
  const pool = new Pool(address, { connections, keepAliveTimeout: 30_000 });
  const breaker = createCircuitBreaker({ now: steadyNow, random, onChange: options.onBreakerChange });
  let inFlight = 0;
  let avoidedUntilMs = -Infinity;
  let wasUnreachable = false;
  const call = async (send: Send, tell: (outcome: CallOutcome) => void): Promise<Attempt> => {
    let outcome: CallOutcome = 'neutral';
    inFlight += 1;
    try {
      const attempt = await sendOnce(pool, send);
      outcome = outcomeOf(attempt, send.timeoutMs);
      if (isRefusalToTakeLoad(attempt)) avoidedUntilMs = steadyNow() + avoidedAfterRefusalMs;
      wasUnreachable = !attempt.ok && !attempt.isTimeout;
      if (wasUnreachable) avoidedUntilMs = steadyNow() + avoidedWhenUnreachableMs;
      return attempt;
    } finally {
      inFlight -= 1;
      tell(outcome);
    }
  };
  return {
    address,
    inFlight: () => inFlight,
    breakerState: breaker.state,
    isPassable: breaker.isPassable,
    // After that one call at a time finds out: of many at once each would need its retry, and the budget has not so many.
    isAvoided: () => steadyNow() < avoidedUntilMs || (wasUnreachable && inFlight > 0),
    send: (send) => {
      const tell = breaker.acquire();
      return tell && call(send, tell);
    },
    probe: (send) => sendOnce(pool, send),
    close: () => pool.close(),
  };
};

/** A refusal before any work was done: the same request may go elsewhere at once. */
export const isRefusalToTakeLoad = (attempt: Attempt): boolean =>
  attempt.ok && attempt.status === 503 && /"code":"service\/(overloaded|not-ready)"/.test(attempt.text);

// A breaker that counted refusals as failures would open on every target of a service under load, and end it.
const outcomeOf = (attempt: Attempt, timeoutMs: number): CallOutcome => {
  if (!attempt.ok) return attempt.isTimeout && timeoutMs < fairTimeoutMs ? 'neutral' : 'failure';
  if (attempt.status === 503 || attempt.status === 507) return 'neutral';
  return attempt.status >= 500 ? 'failure' : 'success';
};

/**
 * The targets in the order in which to try them: first those that lately took load and could be reached, then those with
 * fewer calls in flight; ties by chance. A target whose breaker is open is left out.
 */
export const orderTargets = (targets: readonly Target[], random: () => number): Target[] =>
  targets
    .filter((target) => target.isPassable())
    .map((target) => ({ target, isAvoided: Number(target.isAvoided()), inFlight: target.inFlight(), tie: random() }))
    .sort((a, b) => a.isAvoided - b.isAvoided || a.inFlight - b.inFlight || a.tie - b.tie)
    .map(({ target }) => target);
