import type { Usage } from '../budget/usage.ts';
import { costUsd, priceOf, type TokenCounts } from './prices.ts';

/** Reads tokens from an answer as it streams by. */
export type UsageMeter = {
  readonly push: (chunk: Buffer) => void;
  /** What is known so far; `isWhole` says that the answer came to its end, so that its own count stands. */
  readonly read: (isWhole: boolean) => Usage;
};

type Counts = { model: string; tokens: TokenCounts; isReported: boolean; streamedBytes: number };

/**
 * Meters an answer of the Messages API: server-sent events or one JSON document. Where the answer broke off, or its
 * counts are missing or nonsense, tokens are estimated from bytes (three to a token) and the usage says `estimated`.
 */
export const createUsageMeter = (isStream: boolean, request: { model: string; bytes: number }): UsageMeter => {
  const counts: Counts = { model: request.model, tokens: noTokens, isReported: false, streamedBytes: 0 };
  const decoder = new TextDecoder();
  let text = '';
  const readLines = (): void => {
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) readEvent(counts, parseJson(line.slice('data:'.length)));
    }
  };
  return {
    push: (chunk) => {
      text += decoder.decode(chunk, { stream: true });
      if (isStream) readLines();
    },
    read: (isWhole) => {
      if (!isStream) readDocument(counts, text);
      return toUsage(counts, request.bytes, isWhole);
    },
  };
};

const noTokens: TokenCounts = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, cacheWriteHour: 0 };

const readEvent = (counts: Counts, event: unknown): void => {
  if (!isRecord(event)) return;
  if (event['type'] === 'message_start' && isRecord(event['message'])) readMessage(counts, event['message']);
  else if (event['type'] === 'message_delta') readCounts(counts, event['usage'], true);
  else if (event['type'] === 'content_block_delta') counts.streamedBytes += JSON.stringify(event['delta'] ?? '').length;
};

const readDocument = (counts: Counts, text: string): void => {
  const document = parseJson(text);
  counts.streamedBytes = Buffer.byteLength(text);
  if (!isRecord(document)) return;
  readMessage(counts, document);
  readCounts(counts, document['usage'], true);
};

const readMessage = (counts: Counts, message: Fields): void => {
  if (typeof message['model'] === 'string') counts.model = message['model'];
  readCounts(counts, message['usage'], false);
};

/** A later count replaces an earlier one: the API's are totals. Only the last says how much was put out in all. */
const readCounts = (counts: Counts, usage: unknown, isFinal: boolean): void => {
  if (!isRecord(usage)) return;
  const before = counts.tokens;
  const byLife = isRecord(usage['cache_creation']) ? usage['cache_creation'] : {};
  const cacheWriteHour = count(byLife['ephemeral_1h_input_tokens']) ?? before.cacheWriteHour;
  const cacheWritten = count(usage['cache_creation_input_tokens']);
  counts.tokens = {
    input: count(usage['input_tokens']) ?? before.input,
    output: count(usage['output_tokens']) ?? before.output,
    cacheRead: count(usage['cache_read_input_tokens']) ?? before.cacheRead,
    cacheWrite: cacheWritten === null ? before.cacheWrite : Math.max(0, cacheWritten - cacheWriteHour),
    cacheWriteHour,
  };
  if (isFinal) counts.isReported = count(usage['output_tokens']) !== null && hasPrompt(counts.tokens);
};

// No call has an empty prompt: zero tokens in is a count that is missing.
const hasPrompt = ({ input, cacheRead, cacheWrite, cacheWriteHour }: TokenCounts): boolean =>
  input + cacheRead + cacheWrite + cacheWriteHour > 0;

const toUsage = (counts: Counts, requestBytes: number, isWhole: boolean): Usage => {
  const isCounted = isWhole && counts.isReported;
  const tokens = isCounted ? counts.tokens : estimate(counts, requestBytes);
  const { price, isKnown } = priceOf(counts.model);
  return {
    model: counts.model,
    inputTokens: tokens.input,
    outputTokens: tokens.output,
    cacheReadTokens: tokens.cacheRead,
    cacheWriteTokens: tokens.cacheWrite + tokens.cacheWriteHour,
    usd: costUsd(tokens, price),
    metered: true,
    ...(isCounted && isKnown ? {} : { estimated: true }),
  };
};

const estimate = (counts: Counts, requestBytes: number): TokenCounts => ({
  ...counts.tokens,
  input: hasPrompt(counts.tokens) ? counts.tokens.input : Math.ceil(requestBytes / 3),
  output: Math.max(counts.tokens.output, Math.ceil(counts.streamedBytes / 3)),
});

const count = (value: unknown): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;

type Fields = { readonly [field: string]: unknown };

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
