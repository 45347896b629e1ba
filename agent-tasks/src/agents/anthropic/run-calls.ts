import type Anthropic from '@anthropic-ai/sdk';
import type { AgentEvent } from '../agent.ts';
import type { ToolCall } from './assemble-answer.ts';
import { clip } from './tools/clip.ts';
import type { Tool, ToolResult } from './tools/tool.ts';

type Hands = {
  readonly tools: readonly Tool[];
  readonly dir: string;
  readonly onEvent: (event: AgentEvent) => void;
  readonly signal: AbortSignal;
};

/** Most of a call's input and output that an event shows, in characters. */
const maxShown = 2000;

/** Runs the calls of an answer one after the other; each gets a result, also a call that makes no sense. */
export const runCalls = async (
  calls: readonly ToolCall[],
  hands: Hands,
): Promise<readonly Anthropic.ToolResultBlockParam[]> => {
  const results: Anthropic.ToolResultBlockParam[] = [];
  for (const call of calls) {
    const input = call.malformed ?? JSON.stringify(call.input);
    hands.onEvent({ type: 'tool-call', tool: call.name, input: clip(input, maxShown) });
    const { isError, output } = await runCall(call, hands);
    hands.onEvent({ type: 'tool-result', tool: call.name, isError, output: clip(output, maxShown) });
    results.push({
      type: 'tool_result',
      tool_use_id: call.id,
      content: output,
      ...(isError ? { is_error: true } : {}),
    });
  }
  return results;
};

const runCall = async (call: ToolCall, { tools, dir, signal }: Hands): Promise<ToolResult> => {
  const tool = tools.find(({ name }) => name === call.name);
  if (tool === undefined) {
    const names = tools.map(({ name }) => name).join(', ');
    return { isError: true, output: `There is no tool ${JSON.stringify(call.name)}. There are: ${names}.` };
  }
  if (call.malformed !== null) {
    return {
      isError: true,
      output: 'The input is not a JSON object, or was cut off. Send the whole input again, or less at once.',
    };
  }
  return tool.run(call.input, { dir, signal });
};
