/** `closed`: calls go through. `open`: none do. `half-open`: one at a time tries whether it works again. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** How a call ended. `neutral` says nothing of the target: a call with too little time, a refusal to take load. */
export type CallOutcome = 'success' | 'failure' | 'neutral';

export type CircuitBreakerOptions = {
  /** Milliseconds that never jump, such as `performance.now`. */
  readonly now: () => number;
  readonly random: () => number;
  /** Opens when at least this share of the calls in the window failed, 0.5 by default… */
  readonly failureShare?: number;
  /** …and at least so many failed, 5 by default. */
  readonly minFailures?: number;
  /** How far back calls count, 10 s by default. */
  readonly windowMs?: number;
  /** How long it stays open at first, 1 s by default; doubles with each probe that fails, to 30 s. */
  readonly openMs?: number;
  readonly onChange?: (state: BreakerState) => void;
};

export type CircuitBreaker = {
  readonly state: () => BreakerState;
  /** Whether a call would be let through now. */
  readonly isPassable: () => boolean;
  /** Asks to make a call. What it gives must be told once how the call ended; `undefined` refuses the call. */
  readonly acquire: () => ((outcome: CallOutcome) => void) | undefined;
};

const maxOpenMs = 30_000;
const successesToClose = 2;
const bucketsOfWindow = 10;

/** A circuit breaker (Nygard, Release It!, 2007): stops calling what keeps failing, and probes it once in a while. */
export const createCircuitBreaker = (options: CircuitBreakerOptions): CircuitBreaker => {
  const { now, random, failureShare = 0.5, minFailures = 5, windowMs = 10_000, openMs = 1000, onChange } = options;
  const window = createOutcomeWindow(windowMs);
  let state: BreakerState = 'closed';
  let openUntilMs = 0;
  let nextOpenMs = openMs;
  let isProbing = false;
  let successes = 0;

  let period = 0;

  const change = (to: BreakerState): void => {
    if (to === state) return;
    state = to;
    period += 1;
    onChange?.(to);
  };
  const open = (): void => {
    // Spread, so that the clients of a target do not all come back at the same instant.
    openUntilMs = now() + nextOpenMs * (0.75 + random() / 2);
    nextOpenMs = Math.min(maxOpenMs, nextOpenMs * 2);
    change('open');
  };
  const close = (): void => {
    window.clear();
    nextOpenMs = openMs;
    change('closed');
  };
  const letProbesThrough = (): void => {
    if (state !== 'open' || now() < openUntilMs) return;
    successes = 0;
    isProbing = false;
    change('half-open');
  };
  const recordProbe = (outcome: CallOutcome): void => {
    isProbing = false;
    if (outcome === 'failure') open();
    if (outcome === 'success' && ++successes >= successesToClose) close();
  };
  const recordCall = (outcome: CallOutcome): void => {
    window.add(outcome, now());
    const { failures, calls } = window.counts(now());
    if (failures >= minFailures && failures >= failureShare * calls) open();
  };
  const isPassable = (): boolean => {
    letProbesThrough();
    return state === 'closed' || (state === 'half-open' && !isProbing);
  };

  return {
    state: () => state,
    isPassable,
    acquire: () => {
      if (!isPassable()) return undefined;
      isProbing = state === 'half-open';
      const begunIn = period;
      return (outcome) => {
        // What began before the state changed is late news.
        if (begunIn !== period) return;
        if (state === 'half-open') recordProbe(outcome);
        else if (outcome !== 'neutral') recordCall(outcome);
      };
    },
  };
};

type Bucket = { number: number; calls: number; failures: number };

const createOutcomeWindow = (windowMs: number) => {
  let buckets: Bucket[] = [];
  const numberAt = (nowMs: number): number => Math.floor((nowMs / windowMs) * bucketsOfWindow);
  return {
    add: (outcome: CallOutcome, nowMs: number): void => {
      const number = numberAt(nowMs);
      let bucket = buckets.at(-1);
      if (bucket?.number !== number) {
        bucket = { number, calls: 0, failures: 0 };
        buckets = [...buckets.filter((old) => old.number > number - bucketsOfWindow), bucket];
      }
      bucket.calls += 1;
      if (outcome === 'failure') bucket.failures += 1;
    },
    counts: (nowMs: number): { calls: number; failures: number } => {
      const oldest = numberAt(nowMs) - bucketsOfWindow;
      const recent = buckets.filter(({ number }) => number > oldest);
      return {
        calls: recent.reduce((sum, { calls }) => sum + calls, 0),
        failures: recent.reduce((sum, { failures }) => sum + failures, 0),
      };
    },
    clear: (): void => {
      buckets = [];
    },
  };
};
