import type Anthropic from '@anthropic-ai/sdk';
import type { AgentEvent, AgentExit } from '../agent.ts';
import { askModel } from './ask-model.ts';
import type { Answer } from './assemble-answer.ts';
import { addUserBlocks, addUserText, markForCache, type Messages } from './conversation.ts';
import { runCalls } from './run-calls.ts';
import type { Tool } from './tools/tool.ts';

/** What a turn of the loop is made of. */
export type Loop = {
  readonly client: Anthropic;
  readonly model: string;
  readonly systemPrompt: string;
  /** The conversation so far; empty in the first round. */
  readonly messages: Messages;
  readonly message: string;
  readonly tools: readonly Tool[];
  /** The workspace. */
  readonly dir: string;
  readonly maxTokens: number;
  /** Most times that the model is asked in one turn. */
  readonly maxCalls: number;
  readonly pauseMs: number;
  readonly onEvent: (event: AgentEvent) => void;
  /** Told of the conversation after each step, to keep it. */
  readonly onMessages: (messages: Messages) => Promise<void>;
  readonly signal: AbortSignal;
};

/** What follows an answer: the turn ends, the tools run, or the model is told to go on. */
type Next =
  | { readonly kind: 'exit'; readonly exit: AgentExit }
  | { readonly kind: 'tools' }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'resume' };

/** Plays one turn: asks the model and runs its tools until it ends the turn or something else does. */
export const runLoop = async (loop: Loop): Promise<AgentExit> => {
  let messages = addUserText(loop.messages, loop.message);
  let lastText = '';
  let cutAnswers = 0;
  for (let call = 0; call < loop.maxCalls; call += 1) {
    const asked = await askModel({ ...loop, request: buildRequest(loop, messages) });
    if (!asked.isAnswered) return asked.exit;
    const { answer } = asked;
    if (answer.text !== '') loop.onEvent({ type: 'text', text: answer.text });
    lastText = answer.text === '' ? lastText : answer.text;
    cutAnswers = answer.stopReason === 'max_tokens' ? cutAnswers + 1 : 0;
    if (answer.content.length > 0) messages = [...messages, { role: 'assistant', content: [...answer.content] }];
    const next = decideNext(answer, { lastText, cutAnswers, hasWorked: call > 0 });
    if (next.kind === 'tools') messages = addUserBlocks(messages, await runCalls(answer.calls, loop));
    if (next.kind === 'say') messages = addUserText(messages, next.text);
    await loop.onMessages(messages);
    if (next.kind === 'exit') return next.exit;
  }
  return {
    exit: 'failed',
    reason: `The model was asked ${loop.maxCalls} times without ending its turn; make the task smaller.`,
  };
};

const buildRequest = (loop: Loop, messages: Messages): Anthropic.MessageCreateParamsStreaming => ({
  model: loop.model,
  max_tokens: loop.maxTokens,
  stream: true,
  system: [{ type: 'text', text: loop.systemPrompt, cache_control: { type: 'ephemeral' } }],
  tools: loop.tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    input_schema: inputSchema as unknown as Anthropic.Tool.InputSchema,
  })),
  messages: markForCache(messages),
});

type Progress = { readonly lastText: string; readonly cutAnswers: number; readonly hasWorked: boolean };

/** How often in a row an answer may be cut at the token limit. */
const maxCutAnswers = 3;

/** Decides what follows an answer. Pure. Source: stop reasons of the Messages API. */
export const decideNext = (answer: Answer, { lastText, cutAnswers, hasWorked }: Progress): Next => {
  if (answer.stopReason === 'refusal') return failed('The model refused to go on with this task.');
  if (answer.stopReason === 'model_context_window_exceeded') {
    return failed('The conversation is longer than the model can read; make the task smaller.');
  }
  if (cutAnswers >= maxCutAnswers)
    return failed(`The model's answer was cut at the token limit ${cutAnswers} times in a row.`);
  if (answer.calls.length > 0) return { kind: 'tools' };
  if (answer.stopReason === 'max_tokens')
    return { kind: 'say', text: 'Your answer was cut at the token limit. Go on, in smaller steps.' };
  if (answer.stopReason === 'pause_turn' && answer.content.length > 0) return { kind: 'resume' };
  if (lastText === '' && !hasWorked) return failed('The model answered nothing.');
  return { kind: 'exit', exit: { exit: 'done', summary: lastText } };
};

const failed = (reason: string): Next => ({ kind: 'exit', exit: { exit: 'failed', reason } });
