import { blocksOf } from './conversation.ts';
import type { MessagesRequest, ReplyBlock, ReplyUsage } from './protocol.ts';

/** What the server charged. Tokens are the four kinds that the API prices. */
export type BillLine = {
  readonly script: string;
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
};

/** About four bytes of text are a token; no more is promised of a scripted count. */
export const countTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);

/** Tokens of a whole prompt: tools, system and messages. */
export const countPromptTokens = (request: MessagesRequest): number =>
  countTokens(JSON.stringify([request.tools ?? [], request.system ?? '', request.messages]));

/**
 * Tokens that a call is charged for. With cache breakpoints, everything up to the model's last answer is read from
 * the cache and the rest is written to it, as the API does for a conversation that goes on.
 */
export const chargeCall = (request: MessagesRequest, blocks: readonly ReplyBlock[]): ReplyUsage => {
  const prompt = countPromptTokens(request);
  const output = blocks.reduce((sum, block) => sum + countTokens(blockText(block)), 0);
  if (!hasCacheBreakpoint(request)) {
    return {
      input_tokens: prompt,
      output_tokens: output,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
    };
  }
  const lastAnswer = request.messages.findLastIndex((message) => message.role === 'assistant');
  const cached = countPromptTokens({ ...request, messages: request.messages.slice(0, Math.max(0, lastAnswer)) });
  const read = lastAnswer < 0 ? 0 : Math.min(cached, prompt);
  return {
    input_tokens: 0,
    output_tokens: output,
    cache_creation_input_tokens: prompt - read,
    cache_read_input_tokens: read,
  };
};

/** Adds a call to the line of its script. Pure. */
export const addToBill = (line: BillLine | undefined, script: string, usage: ReplyUsage): BillLine => ({
  script,
  calls: (line?.calls ?? 0) + 1,
  inputTokens: (line?.inputTokens ?? 0) + usage.input_tokens,
  outputTokens: (line?.outputTokens ?? 0) + usage.output_tokens,
  cacheReadTokens: (line?.cacheReadTokens ?? 0) + usage.cache_read_input_tokens,
  cacheWriteTokens: (line?.cacheWriteTokens ?? 0) + usage.cache_creation_input_tokens,
});

/** What a block's tokens are counted from. */
export const blockText = (block: ReplyBlock): string => {
  if (block.type === 'text') return block.text;
  if (block.type === 'thinking') return block.thinking;
  return 'rawInput' in block ? block.rawInput : JSON.stringify(block.input);
};

const hasCacheBreakpoint = (request: MessagesRequest): boolean => countCacheBreakpoints(request) > 0;

/** Number of `cache_control` marks; the API allows four. */
export const countCacheBreakpoints = (request: MessagesRequest): number => {
  const system = typeof request.system === 'object' ? request.system : [];
  const blocks = request.messages.flatMap((message) => blocksOf(message));
  return [...(request.tools ?? []), ...system, ...blocks].filter((part) => part.cache_control != null).length;
};
