import Type, { type Static } from 'typebox';
import { Check } from 'typebox/value';
import type { AgentEvent, AgentExit } from '../agent.ts';

/** What the driver hands to the loop on stdin, as one JSON document. */
export const loopRequestSchema = Type.Object({
  socketPath: Type.String(),
  conversationFile: Type.String(),
  dir: Type.String(),
  model: Type.String(),
  systemPrompt: Type.String(),
  message: Type.String(),
  maxTokens: Type.Integer({ minimum: 1 }),
  maxCalls: Type.Integer({ minimum: 1 }),
  /** Retries of the SDK for one call. */
  maxRetries: Type.Integer({ minimum: 0 }),
  pauseMs: Type.Integer({ minimum: 0 }),
  /** Longest pause within an answer. */
  silenceMs: Type.Integer({ minimum: 1 }),
});

export type LoopRequest = Static<typeof loopRequestSchema>;

/** One line of the loop's stdout. */
export type LoopLine = { readonly event: AgentEvent } | { readonly exit: AgentExit };

const event = Type.Union([
  Type.Object({ type: Type.Literal('text'), text: Type.String() }),
  Type.Object({ type: Type.Literal('tool-call'), tool: Type.String(), input: Type.String() }),
  Type.Object({
    type: Type.Literal('tool-result'),
    tool: Type.String(),
    isError: Type.Boolean(),
    output: Type.String(),
  }),
]);

const exit = Type.Union([
  Type.Object({ exit: Type.Literal('done'), summary: Type.String() }),
  Type.Object({
    exit: Type.Union([Type.Literal('failed'), Type.Literal('out-of-budget'), Type.Literal('cancelled')]),
    reason: Type.String(),
  }),
]);

const loopLine = Type.Union([Type.Object({ event }), Type.Object({ exit })]);

/**
 * Reads a line of the loop's stdout, or null when it is none: what runs in the walls can write there too. Usage is not
 * taken from it: the gateway meters. Pure.
 */
export const parseLoopLine = (line: string): LoopLine | null => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  return Check(loopLine, value) ? value : null;
};
