import { setTimeout as delay } from 'node:timers/promises';
import Anthropic from '@anthropic-ai/sdk';
import { refusalHeader } from '../../model-gateway/api-error.ts';
import type { AgentExit } from '../agent.ts';
import { assembleAnswer, type Answer } from './assemble-answer.ts';

/** An answer, or how the turn ends because there is none. */
export type Asked =
  { readonly isAnswered: true; readonly answer: Answer } | { readonly isAnswered: false; readonly exit: AgentExit };

export type Asking = {
  readonly client: Anthropic;
  readonly request: Anthropic.MessageCreateParamsStreaming;
  /** Pause before a broken answer is asked for again; it doubles. */
  readonly pauseMs: number;
  readonly signal: AbortSignal;
};

/** How often an answer that breaks off is asked for. */
const maxTries = 3;

/**
 * Asks the model once. The SDK itself retries what failed before an answer began, with the wait that the provider
 * asks for; an answer that breaks off in the middle is asked for again here.
 */
export const askModel = async (asking: Asking): Promise<Asked> => {
  let reason = '';
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    if (attempt > 0) await pause(asking, attempt);
    const opened = await openStream(asking);
    if ('exit' in opened) return { isAnswered: false, exit: opened };
    try {
      const answer = await assembleAnswer(opened);
      if (answer !== null) return { isAnswered: true, answer };
      reason = 'it ended before it was whole';
    } catch (cause) {
      if (asking.signal.aborted) return { isAnswered: false, exit: cancelled };
      reason = cause instanceof Error ? cause.message : String(cause);
    }
  }
  return {
    isAnswered: false,
    exit: { exit: 'failed', reason: `The model's answer broke off ${maxTries} times: ${reason}` },
  };
};

const pause = ({ pauseMs, signal }: Asking, attempt: number): Promise<void> =>
  delay(pauseMs * 2 ** (attempt - 1), undefined, { signal }).catch(() => {
    // Stopped: the next call says so.
  });

const openStream = async ({ client, request, signal }: Asking) => {
  try {
    return await client.messages.create(request, { signal });
  } catch (cause) {
    return signal.aborted ? cancelled : exitOfError(cause);
  }
};

const cancelled: AgentExit = { exit: 'cancelled', reason: 'The turn was stopped.' };

const exitOfError = (cause: unknown): AgentExit => {
  if (!(cause instanceof Anthropic.APIError)) throw new Error('The model client broke', { cause });
  const headers = cause.headers as Headers | undefined;
  const reason = (cause.apiMessage ?? cause.message).slice(0, 1000);
  if (headers?.get(refusalHeader) === 'out-of-budget') return { exit: 'out-of-budget', reason };
  const status = cause.status === undefined ? 'no answer' : `status ${String(cause.status)}`;
  return { exit: 'failed', reason: `The model could not be asked (${status}): ${reason}` };
};
