import { createHash } from 'node:crypto';
import type { MessagesRequest, Reply, ReplyBlock, ReplyUsage } from './protocol.ts';

type MessageReply = Extract<Reply, { kind: 'message' }>;

/** One server-sent event. */
export type StreamEvent = { readonly type: string; readonly [field: string]: unknown };

/** An answer as one JSON document. Ids follow from the messages sent, so that the same conversation gets the same. */
export const messageDocument = (request: MessagesRequest, reply: MessageReply, usage: ReplyUsage): StreamEvent => ({
  ...messageHead(request),
  content: reply.blocks.map((block, index) => finishedBlock(request, block, index)),
  stop_reason: stopReason(reply),
  usage: reply.usage ?? usage,
});

/** An answer as the events of a stream, in the API's order. */
export const messageEvents = (
  request: MessagesRequest,
  reply: MessageReply,
  usage: ReplyUsage,
): readonly StreamEvent[] => [
  {
    type: 'message_start',
    message: { ...messageHead(request), usage: reply.usage ?? { ...usage, output_tokens: 1 } },
  },
  { type: 'ping' },
  ...reply.blocks.flatMap((block, index) => blockEvents(request, block, index)),
  {
    type: 'message_delta',
    delta: { stop_reason: stopReason(reply), stop_sequence: null },
    usage: reply.usage ?? { output_tokens: usage.output_tokens },
  },
  { type: 'message_stop' },
];

const messageHead = (request: MessagesRequest) => ({
  id: `msg_${idOf(request, 'message')}`,
  type: 'message',
  role: 'assistant',
  model: scriptedModel(request.model),
  content: [] as unknown[],
  stop_reason: null as string | null,
  stop_sequence: null,
});

const scriptedModel = (model: string): string => (model.startsWith('scripted-') ? model : `scripted-${model}`);

const stopReason = (reply: MessageReply): string =>
  reply.stopReason ?? (reply.blocks.some((block) => block.type === 'tool_use') ? 'tool_use' : 'end_turn');

const blockEvents = (request: MessagesRequest, block: ReplyBlock, index: number): readonly StreamEvent[] => [
  { type: 'content_block_start', index, content_block: emptyBlock(request, block, index) },
  ...pieces(block).map((delta) => ({ type: 'content_block_delta', index, delta })),
  { type: 'content_block_stop', index },
];

const emptyBlock = (request: MessagesRequest, block: ReplyBlock, index: number): object => {
  if (block.type === 'text') return { type: 'text', text: '' };
  if (block.type === 'thinking') return { type: 'thinking', thinking: '', signature: '' };
  return { type: 'tool_use', id: toolUseId(request, index), name: block.name, input: {} };
};

const pieces = (block: ReplyBlock): readonly object[] => {
  if (block.type === 'text') return chunks(block.text).map((text) => ({ type: 'text_delta', text }));
  if (block.type === 'thinking') {
    return [
      ...chunks(block.thinking).map((thinking) => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature: 'c2NyaXB0ZWQ=' },
    ];
  }
  const json = 'rawInput' in block ? block.rawInput : JSON.stringify(block.input);
  return ['', ...chunks(json)].map((partial) => ({ type: 'input_json_delta', partial_json: partial }));
};

const finishedBlock = (request: MessagesRequest, block: ReplyBlock, index: number): object => {
  if (block.type === 'text') return { type: 'text', text: block.text };
  if (block.type === 'thinking') return { type: 'thinking', thinking: block.thinking, signature: 'c2NyaXB0ZWQ=' };
  const input = 'rawInput' in block ? block.rawInput : block.input;
  return { type: 'tool_use', id: toolUseId(request, index), name: block.name, input };
};

// Whole code points, or a piece could end in half a surrogate pair.
const chunks = (text: string): readonly string[] => text.match(/[^]{1,48}/gu) ?? [];

const toolUseId = (request: MessagesRequest, index: number): string => `toolu_${idOf(request, String(index))}`;

const idOf = (request: MessagesRequest, salt: string): string =>
  createHash('sha256')
    .update(JSON.stringify([request.messages, salt]))
    .digest('hex')
    .slice(0, 24);
