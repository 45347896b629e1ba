import type { Reply, ReplyBlock } from './protocol.ts';

type MessageReply = Extract<Reply, { kind: 'message' }>;

/** An answer that ends the model's turn. */
export const say = (text: string): MessageReply => ({ kind: 'message', blocks: [{ type: 'text', text }] });

/** A call of one tool, with a sentence before it when `text` is given. */
export const callTool = (name: string, input: unknown, text?: string): MessageReply => ({
  kind: 'message',
  blocks: [...(text === undefined ? [] : [{ type: 'text', text } as const]), { type: 'tool_use', name, input }],
});

/** An answer made of any blocks. */
export const answer = (...blocks: readonly ReplyBlock[]): MessageReply => ({ kind: 'message', blocks });

/** An error of the API, in its shape. */
export const fail = (status: number, retryAfterMs?: number): Reply => ({
  kind: 'error',
  status,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});
