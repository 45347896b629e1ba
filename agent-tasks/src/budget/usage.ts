/** Tokens of one model call, and what it cost in USD. `metered`: by our gateway; else as the agent reports it. */
export type Usage = {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly usd: number;
  readonly metered: boolean;
  /** True when the answer broke off before its count, or the model has no known price and the highest was taken. */
  readonly estimated?: boolean;
};

/** Sum of model calls. */
export type UsageTotal = { readonly calls: number; readonly tokens: number; readonly usd: number };

/** Adds one call. Pure. */
export const addUsage = (total: UsageTotal, usage: Usage): UsageTotal => ({
  calls: total.calls + 1,
  tokens: total.tokens + usage.inputTokens + usage.outputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
  usd: total.usd + usage.usd,
});
