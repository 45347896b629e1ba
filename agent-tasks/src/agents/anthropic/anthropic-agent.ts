import { join } from 'node:path';
import { scriptPath } from '@interlock-dev/guardrails/sandbox';
import { upstreamFromEnvironment } from '../../model-gateway/upstream.ts';
import type { Agent, AgentExit, AgentTurn } from '../agent.ts';
import { describeFailure, exitOfStopped } from '../exit-of-result.ts';
import { createLineReader } from '../read-lines.ts';
import { stripControl } from '../strip-control.ts';
import { driverFolders } from '../driver-folders.ts';
import { parseLoopLine, type LoopRequest } from './loop-protocol.ts';
import { writeSystemPrompt } from '../system-prompt.ts';

/** The model that is asked when ANTHROPIC_MODEL names none. */
export const defaultModel = 'claude-sonnet-5-5';

/** Limits of a turn; what the tests make smaller. */
export type LoopLimits = Pick<LoopRequest, 'maxTokens' | 'maxCalls' | 'maxRetries' | 'pauseMs' | 'silenceMs'>;

const defaultLimits: LoopLimits = {
  maxTokens: 32_000,
  maxCalls: 100,
  maxRetries: 5,
  pauseMs: 2_000,
  silenceMs: 180_000,
};

/**
 * Drives a model over the Messages API: the SDK's client and our tools run as a process inside the job's walls and
 * reach the model over the gateway's socket, so that neither the key nor the network is there. The conversation goes
 * on from round to round.
 */
export const createAnthropicAgent = (
  env: { readonly [name: string]: string | undefined },
  limits: Partial<LoopLimits> = {},
): Agent => ({
  name: 'anthropic',
  unavailable: () => Promise.resolve(upstreamFromEnvironment(env) === null ? noKey : null),
  run: (turn) => runTurn(turn, { ...defaultLimits, ...limits, model: env['ANTHROPIC_MODEL']?.trim() || defaultModel }),
});

const noKey =
  'The agent `anthropic` needs ANTHROPIC_API_KEY in the environment of this command; set it, or name another agent with --agent.';

const runTurn = async (turn: AgentTurn, limits: LoopLimits & { readonly model: string }): Promise<AgentExit> => {
  const { gatewaySocket, dir, sessionDir } = turn;
  if (gatewaySocket === null) return { exit: 'failed', reason: 'The run has no model: there is no gateway to ask it.' };
  const request: LoopRequest = {
    ...limits,
    socketPath: gatewaySocket,
    conversationFile: join(sessionDir, 'conversation.json'),
    dir,
    systemPrompt: writeSystemPrompt(turn.brief),
    message: turn.message,
  };
  return runLoopProcess(turn, request);
};

const runLoopProcess = async (turn: AgentTurn, request: LoopRequest): Promise<AgentExit> => {
  let exit: AgentExit | null = null;
  const lines = createLineReader((text) => {
    const line = parseLoopLine(text);
    if (line === null) return;
    if ('event' in line) turn.onEvent(line.event);
    else exit = line.exit;
  });
  const result = await turn.enter({
    argv: [process.execPath, scriptPath(import.meta.url, './loop')],
    stdin: JSON.stringify(request),
    timeoutMs: turn.brief.task.budget.minutes * 60_000,
    readOnly: driverFolders(['@anthropic-ai/sdk', 'undici', 'typebox']),
    onStdout: lines.push,
  });
  lines.end();
  return clean(
    exitOfStopped(result, turn.signal) ?? exit ?? { exit: 'failed', reason: describeFailure('The agent', result) },
  );
};

const clean = (exit: AgentExit): AgentExit =>
  exit.exit === 'done'
    ? { ...exit, summary: stripControl(exit.summary) }
    : { ...exit, reason: stripControl(exit.reason) };
