/** What a step is expected to take, from what it took lately. */
export type CostEstimate = {
  readonly observe: (ms: number) => void;
  /** Milliseconds that few calls exceed; 0 before the first, and again when the last one is too long ago to say anything. */
  readonly estimateMs: () => number;
};

/**
 * The smoothed mean and four times the smoothed deviation of what was observed, as TCP estimates its round trips (RFC 6298 §2). An
 * estimate that keeps a step from being taken gets no new observation, so it expires: the next request tries the step again.
 * @param elapsed milliseconds on a clock that is never set
 */
export const createCostEstimate = (elapsed: () => number): CostEstimate => {
  let state: { meanMs: number; deviationMs: number; at: number } | undefined;
  return {
    observe: (ms) => {
      const at = elapsed();
      if (!state || at - state.at > expiresAfterMs) {
        state = { meanMs: ms, deviationMs: ms / 2, at };
        return;
      }
      const deviationMs = 0.75 * state.deviationMs + 0.25 * Math.abs(state.meanMs - ms);
      state = { meanMs: 0.875 * state.meanMs + 0.125 * ms, deviationMs, at };
    },
    estimateMs: () => (state && elapsed() - state.at <= expiresAfterMs ? state.meanMs + 4 * state.deviationMs : 0),
  };
};

/** How long an estimate holds without a new observation. */
export const expiresAfterMs = 1000;
