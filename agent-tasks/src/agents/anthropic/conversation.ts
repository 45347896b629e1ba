import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type Anthropic from '@anthropic-ai/sdk';

/** What was said in a job so far, as the API takes it. */
export type Messages = readonly Anthropic.MessageParam[];

/**
 * Adds a message of the user to a conversation that may have been left in any state: tool calls without a result get
 * one that says so, and two messages of the user in a row become one. Pure.
 */
export const addUserText = (messages: Messages, text: string): Messages =>
  addUserBlocks(messages, [...missingResults(messages), { type: 'text', text }]);

/** Adds blocks to the user's side. Pure. */
export const addUserBlocks = (messages: Messages, blocks: readonly Anthropic.ContentBlockParam[]): Messages => {
  const last = messages.at(-1);
  if (last?.role !== 'user') return [...messages, { role: 'user', content: [...blocks] }];
  return [...messages.slice(0, -1), { role: 'user', content: [...blocksOf(last), ...blocks] }];
};

/** Marks the end of the conversation as a place to cache up to: the next call reads what this one wrote. Pure. */
export const markForCache = (messages: Messages): Anthropic.MessageParam[] => {
  const last = messages.at(-1);
  if (last?.role !== 'user') return [...messages];
  const blocks = blocksOf(last);
  const end = blocks.at(-1);
  if (end === undefined || (end.type !== 'text' && end.type !== 'tool_result')) return [...messages];
  const marked = { ...end, cache_control: { type: 'ephemeral' as const } };
  return [...messages.slice(0, -1), { role: 'user', content: [...blocks.slice(0, -1), marked] }];
};

/** Reads a conversation; one that is missing or was spoilt starts anew. */
export const readConversation = async (file: string): Promise<Messages> => {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isMessages(parsed) ? parsed : [];
  } catch (cause) {
    if (cause instanceof SyntaxError || isMissing(cause)) return [];
    throw cause;
  }
};

/** Writes a conversation whole or not at all: a kill in between leaves the one before. */
export const writeConversation = async (file: string, messages: Messages): Promise<void> => {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(messages));
  await rename(`${file}.new`, file);
};

const missingResults = (messages: Messages): readonly Anthropic.ContentBlockParam[] => {
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return [];
  return blocksOf(last)
    .filter((block) => block.type === 'tool_use')
    .map((block) => ({
      type: 'tool_result',
      tool_use_id: block.id,
      is_error: true,
      content: 'Not run: the turn ended.',
    }));
};

const blocksOf = (message: Anthropic.MessageParam): readonly Anthropic.ContentBlockParam[] =>
  typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : message.content;

const isMessages = (value: unknown): value is Messages =>
  Array.isArray(value) &&
  value.every((message: unknown) => typeof message === 'object' && message !== null && 'role' in message);

const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
