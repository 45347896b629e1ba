import type { MessagesRequest, RequestBlock, RequestMessage } from './protocol.ts';

/** What a conversation says about where it stands: a pure function of the messages sent. */
export type ConversationState = {
  /** Answers of the model so far. */
  readonly step: number;
  /** Answers of the model since the last message of a person. */
  readonly stepInRound: number;
  /** Messages of a person before the last one: 0 in the first round. */
  readonly round: number;
  /** The last message of a person. */
  readonly lastText: string;
  /** Results that the last message brings. */
  readonly toolResults: readonly { readonly isError: boolean; readonly text: string }[];
};

/** Reads the state of a conversation. Pure. */
export const readConversation = (request: MessagesRequest): ConversationState => {
  const { messages } = request;
  const spoken = messages.flatMap((message, index) => (isSpoken(message) ? [index] : []));
  const lastSpoken = spoken.at(-1) ?? 0;
  return {
    step: countAnswers(messages),
    stepInRound: countAnswers(messages.slice(lastSpoken)),
    round: Math.max(0, spoken.length - 1),
    lastText: textOf(messages[lastSpoken]?.content ?? ''),
    toolResults: blocksOf(messages.at(-1))
      .filter((block) => block.type === 'tool_result')
      .map((block) => ({ isError: block.is_error === true, text: contentText(block.content) })),
  };
};

/** Text of a message or of the system prompt, blocks joined by line ends. */
export const textOf = (content: string | readonly RequestBlock[]): string =>
  typeof content === 'string'
    ? content
    : content
        .filter((block) => block.type === 'text')
        .map((block) => block.text ?? '')
        .join('\n');

/** Blocks of a message; a plain string is one text block. */
export const blocksOf = (message: RequestMessage | undefined): readonly RequestBlock[] => {
  if (message === undefined) return [];
  return typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : message.content;
};

/**
 * Name of the script whose conversation this is: the one on a line `Task: NAME` of the system prompt or of the first
 * message, else the longest name that stands there as a word of its own.
 */
export const pickScript = (request: MessagesRequest, names: readonly string[]): string | undefined => {
  const first = `${textOf(request.system ?? '')}\n${textOf(request.messages[0]?.content ?? '')}`;
  const named = /^\s*task:\s*(\S+)/im.exec(first)?.[1];
  if (named !== undefined && names.includes(named)) return named;
  return [...names].sort((a, b) => b.length - a.length).find((name) => hasWord(first, name));
};

const isSpoken = (message: RequestMessage): boolean =>
  message.role === 'user' && blocksOf(message).some((block) => block.type === 'text');

const countAnswers = (messages: readonly RequestMessage[]): number =>
  messages.filter((message) => message.role === 'assistant').length;

const contentText = (content: unknown): string => {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? textOf(content as RequestBlock[]) : '';
};

const hasWord = (text: string, word: string): boolean =>
  new RegExp(`(?<![\\w-])${word.replaceAll(/[^\w\s]/g, '\\$&')}(?![\\w-])`).test(text);
