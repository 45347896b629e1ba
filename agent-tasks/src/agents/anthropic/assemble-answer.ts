import type Anthropic from '@anthropic-ai/sdk';

/** A tool call of an answer; `malformed` holds what the model sent where it is no JSON object. */
export type ToolCall = {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  readonly malformed: string | null;
};

/** One whole answer of the model. */
export type Answer = {
  /** To be sent back as it is, thinking included; empty when the model said nothing. */
  readonly content: readonly Anthropic.ContentBlockParam[];
  readonly calls: readonly ToolCall[];
  readonly text: string;
  readonly stopReason: string | null;
};

type Event = Anthropic.RawMessageStreamEvent;
type Started = { block: Anthropic.ContentBlock; text: string; json: string; signature: string };

/**
 * Puts the events of a stream together, or answers null when the stream ended before the message did. The SDK has the
 * same, but gives a message up when the input of one tool call is malformed; here the model is told, and goes on.
 */
export const assembleAnswer = async (events: AsyncIterable<Event>): Promise<Answer | null> => {
  const blocks: Started[] = [];
  let stopReason: string | null = null;
  let isWhole = false;
  for await (const event of events) {
    if (event.type === 'content_block_start') {
      blocks[event.index] = { block: event.content_block, text: '', json: '', signature: '' };
    } else if (event.type === 'content_block_delta') {
      addDelta(blocks[event.index], event.delta);
    } else if (event.type === 'message_delta') {
      stopReason = event.delta.stop_reason ?? stopReason;
    } else if (event.type === 'message_stop') {
      isWhole = true;
    }
  }
  return isWhole ? finish(blocks.flat(), stopReason) : null;
};

const addDelta = (started: Started | undefined, delta: Anthropic.RawContentBlockDelta): void => {
  if (started === undefined) return;
  if (delta.type === 'text_delta') started.text += delta.text;
  else if (delta.type === 'thinking_delta') started.text += delta.thinking;
  else if (delta.type === 'signature_delta') started.signature += delta.signature;
  else if (delta.type === 'input_json_delta') started.json += delta.partial_json;
};

const finish = (blocks: readonly Started[], stopReason: string | null): Answer => {
  const calls = blocks.flatMap((started) =>
    started.block.type === 'tool_use' ? [readCall(started.block, started)] : [],
  );
  return {
    content: blocks.flatMap((started) => finishBlock(started, calls)),
    calls,
    text: blocks
      .filter(({ block }) => block.type === 'text')
      .map((started) => textOf(started))
      .join('\n')
      .trim(),
    stopReason,
  };
};

const readCall = (block: Anthropic.ToolUseBlock, { json }: Started): ToolCall => {
  const { id, name } = block;
  if (json === '') return { id, name, input: block.input, malformed: null };
  const input = parseObject(json);
  return { id, name, input: input ?? {}, malformed: input === null ? json : null };
};

const finishBlock = (started: Started, calls: readonly ToolCall[]): readonly Anthropic.ContentBlockParam[] => {
  const { block } = started;
  if (block.type === 'text') {
    const text = textOf(started);
    // The API refuses a conversation that holds an empty text.
    return text.trim() === '' ? [] : [{ type: 'text', text }];
  }
  if (block.type === 'thinking') {
    const signature = started.signature === '' ? block.signature : started.signature;
    return [{ type: 'thinking', thinking: `${block.thinking}${started.text}`, signature }];
  }
  if (block.type === 'tool_use') {
    const input = calls.find(({ id }) => id === block.id)?.input ?? {};
    return [{ type: 'tool_use', id: block.id, name: block.name, input }];
  }
  return block.type === 'redacted_thinking' ? [{ type: block.type, data: block.data }] : [];
};

const textOf = ({ block, text }: Started): string => (block.type === 'text' ? `${block.text}${text}` : text);

const parseObject = (json: string): object | null => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    // The caller keeps the text and tells the model.
    return null;
  }
};
