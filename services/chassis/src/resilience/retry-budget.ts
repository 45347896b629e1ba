/** Bounds retries to a share of the calls, so that a failing service is not hit with twice the load. */
export type RetryBudget = {
  /** Says that a call was made. */
  readonly deposit: () => void;
  /** Takes one retry; false when the budget is used up. */
  readonly tryWithdraw: () => boolean;
};

export type RetryBudgetOptions = {
  /** Retries a call may add in the long run, 0.1 by default. */
  readonly ratio?: number;
  /** How many may come at once, 10 by default; the budget begins with them. */
  readonly burst?: number;
};

/** A token bucket filled by calls and emptied by retries (Finagle's RetryBudget, Twitter 2016). */
export const createRetryBudget = ({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget => {
  let tokens = burst;
  return {
    deposit: () => {
      tokens = Math.min(burst, tokens + ratio);
    },
    tryWithdraw: () => {
      // Ten additions of a tenth are a little less than one.
      if (tokens < 1 - 1e-9) return false;
      tokens -= 1;
      return true;
    },
  };
};

/** How long to wait before a retry: up to `capMs`, evenly spread ("full jitter", AWS 2015), so that retries do not march in step. */
export const retryDelayMs = (random: () => number, capMs: number): number => random() * capMs;
