import { costUsd, priceOf } from './prices.ts';

/** What the gateway reads of a request to the Messages API. */
export type ModelRequest = {
  readonly model: string;
  readonly maxTokens: number;
  /** Size of the body. */
  readonly bytes: number;
};

/**
 * Highest cost of a call, USD: a token of a prompt is rarely less than two bytes, all of it is taken as written to the
 * cache, and the answer as long as the request allows.
 */
export const reserveFor = ({ model, maxTokens, bytes }: ModelRequest): number =>
  costUsd(
    { input: 0, output: maxTokens, cacheRead: 0, cacheWrite: 0, cacheWriteHour: Math.ceil(bytes / 2) + 1000 },
    priceOf(model).price,
  );
