import type { Usage } from '../agents/agent.ts';

/** Sum of model calls. */
export type UsageTotal = { readonly calls: number; readonly tokens: number; readonly usd: number };

/** Adds one call. Pure. */
export const addUsage = (total: UsageTotal, usage: Usage): UsageTotal => ({
  calls: total.calls + 1,
  tokens: total.tokens + usage.inputTokens + usage.outputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
  usd: total.usd + usage.usd,
});
