import { countCacheBreakpoints } from './bill.ts';
import { blocksOf } from './conversation.ts';
import type { MessagesRequest, RequestMessage } from './protocol.ts';

/** Says what the real API would refuse about a request with status 400, or null. Pure. */
export const checkMessagesRequest = (body: unknown): string | null => {
  if (!isMessagesRequest(body)) return 'messages: Field required';
  if (body.model === '') return 'model: String should have at least 1 character';
  if (!Number.isInteger(body.max_tokens) || (body.max_tokens ?? 0) < 1) return 'max_tokens: Field required';
  if (body.messages.length === 0) return 'messages: at least one message is required';
  if (body.messages[0]?.role !== 'user') return 'messages: first message must use the "user" role';
  if (countCacheBreakpoints(body) > 4) return 'A maximum of 4 blocks with cache_control may be provided.';
  return checkBlocks(body.messages) ?? checkToolResults(body.messages);
};

const isMessagesRequest = (body: unknown): body is MessagesRequest =>
  typeof body === 'object' &&
  body !== null &&
  'model' in body &&
  typeof body.model === 'string' &&
  'messages' in body &&
  Array.isArray(body.messages);

const checkBlocks = (messages: readonly RequestMessage[]): string | null => {
  for (const [index, message] of messages.entries()) {
    const blocks = blocksOf(message);
    if (blocks.length === 0) return `messages.${index}: content must be non-empty`;
    if (blocks.some((block) => block.type === 'text' && (block.text ?? '') === '')) {
      return `messages.${index}: text content blocks must be non-empty`;
    }
    const input = blocks.find((block) => block.type === 'tool_use' && !isDictionary(block.input));
    if (input !== undefined) return `messages.${index}: tool_use.input: Input should be a valid dictionary`;
  }
  return null;
};

const checkToolResults = (messages: readonly RequestMessage[]): string | null => {
  for (const [index, message] of messages.entries()) {
    const asked = idsOf(message, 'tool_use', 'id');
    const answered = idsOf(messages[index + 1], 'tool_result', 'tool_use_id');
    const missing = asked.find((id) => !answered.includes(id));
    if (missing !== undefined) {
      return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing}`;
    }
    const extra = answered.find((id) => !asked.includes(id));
    if (extra !== undefined) {
      return `messages.${index + 1}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${extra}`;
    }
  }
  return null;
};

const idsOf = (message: RequestMessage | undefined, type: string, key: 'id' | 'tool_use_id'): readonly string[] =>
  blocksOf(message)
    .filter((block) => block.type === type)
    .map((block) => block[key] ?? '');

const isDictionary = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
