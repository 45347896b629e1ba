import type { AgentEvent } from '../agent.ts';

/** What one line of `--output-format stream-json` says. */
export type StreamLine = {
  readonly events: readonly AgentEvent[];
  /** Names the conversation, for `--resume`. */
  readonly sessionId: string | null;
  /** Only in the last line. */
  readonly result: StreamResult | null;
};

/** How the program says that it ended. */
export type StreamResult = { readonly isError: boolean; readonly text: string };

const nothing: StreamLine = { events: [], sessionId: null, result: null };

/** Most of a call's input and output that an event shows, in characters. */
const maxShown = 2000;

/**
 * Parses a line of Claude Code's stream. A line that is no JSON, or of a kind that is not known, says nothing: newer versions
 * add kinds. Tokens are not read here, because the gateway meters them. Pure; the text is untrusted.
 */
export const parseStreamLine = (line: string): StreamLine => {
  const message = parseJson(line);
  if (message === null) return nothing;
  const sessionId = textOf(message['session_id']);
  if (message['type'] === 'result') {
    const isError = message['is_error'] === true || message['subtype'] !== 'success';
    const text = textOf(message['result']) ?? textOf(message['subtype']) ?? '';
    return { events: [], sessionId, result: { isError, text } };
  }
  const content = asRecord(message['message'])?.['content'];
  const blocks = (Array.isArray(content) ? (content as readonly unknown[]) : [])
    .map(asRecord)
    .filter((block) => block !== null);
  if (message['type'] === 'assistant') return { ...nothing, sessionId, events: blocks.flatMap(eventOfAnswer) };
  if (message['type'] === 'user') return { ...nothing, sessionId, events: blocks.flatMap(eventOfResult) };
  return { ...nothing, sessionId };
};

type Record_ = { readonly [key: string]: unknown };

const eventOfAnswer = (block: Record_): readonly AgentEvent[] => {
  const text = textOf(block['text']);
  if (block['type'] === 'text' && text !== null && text !== '') return [{ type: 'text', text }];
  if (block['type'] !== 'tool_use') return [];
  const input = JSON.stringify(block['input'] ?? {}).slice(0, maxShown);
  return [{ type: 'tool-call', tool: textOf(block['name']) ?? 'unknown', input }];
};

const eventOfResult = (block: Record_): readonly AgentEvent[] => {
  if (block['type'] !== 'tool_result') return [];
  const { content } = block;
  const output = Array.isArray(content)
    ? (content as readonly unknown[]).map((part) => textOf(asRecord(part)?.['text']) ?? '').join('\n')
    : (textOf(content) ?? '');
  return [
    {
      type: 'tool-result',
      tool: textOf(block['tool_use_id']) ?? '',
      isError: block['is_error'] === true,
      output: output.slice(0, maxShown),
    },
  ];
};

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const asRecord = (value: unknown): Record_ | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record_) : null;

const parseJson = (line: string): Record_ | null => {
  try {
    return asRecord(JSON.parse(line));
  } catch {
    return null;
  }
};
