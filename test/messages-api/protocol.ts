/** Part of a message that the scripted server reads; other fields of the protocol pass unread. */
export type RequestBlock = {
  readonly type: string;
  readonly text?: string;
  readonly id?: string;
  readonly name?: string;
  readonly input?: unknown;
  readonly tool_use_id?: string;
  readonly is_error?: boolean;
  readonly content?: unknown;
  readonly cache_control?: unknown;
};

/** One message of a request, as sent. */
export type RequestMessage = {
  readonly role: 'user' | 'assistant';
  readonly content: string | readonly RequestBlock[];
};

/** Body of `POST /v1/messages`. Source: Anthropic's Messages API, version 2023-06-01. */
export type MessagesRequest = {
  readonly model: string;
  readonly max_tokens?: number;
  readonly stream?: boolean;
  readonly system?: string | readonly RequestBlock[];
  readonly tools?: readonly { readonly name?: string; readonly cache_control?: unknown }[];
  readonly messages: readonly RequestMessage[];
};

/** A block of an answer. `rawInput` stands for `input` and is streamed as it is, so that it may be malformed. */
export type ReplyBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string }
  | { readonly type: 'tool_use'; readonly name: string; readonly input: unknown }
  | { readonly type: 'tool_use'; readonly name: string; readonly rawInput: string };

/** Tokens as the API reports them. */
export type ReplyUsage = {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
};

/** What a script answers with. */
export type Reply =
  | {
      readonly kind: 'message';
      readonly blocks: readonly ReplyBlock[];
      /** Default: `tool_use` when a block is one, else `end_turn`. */
      readonly stopReason?: string;
      /** Stands for the counted tokens in the answer, also when it is nonsense; the bill keeps the counted ones. */
      readonly usage?: unknown;
      /** Break the connection after this many events of the stream. */
      readonly cutAfterEvents?: number;
      /** Say nothing more after this many events, and keep the connection open. */
      readonly hangAfterEvents?: number;
      /** Send the API's `error` event after this many events of the stream. */
      readonly errorAfterEvents?: number;
    }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly message?: string;
      /** Sent as `retry-after-ms` and, in whole seconds, as `retry-after`. */
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'hang' };
