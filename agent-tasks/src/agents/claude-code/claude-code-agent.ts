import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { scriptPath } from '@interlock-dev/guardrails/sandbox';
import { upstreamFromEnvironment } from '../../model-gateway/upstream.ts';
import type { Agent, AgentExit, AgentTurn } from '../agent.ts';
import { driverFolders } from '../driver-folders.ts';
import { writeSystemPrompt } from '../system-prompt.ts';
import { describeFailure, exitOfStopped } from '../exit-of-result.ts';
import { createLineReader } from '../read-lines.ts';
import { stripControl } from '../strip-control.ts';
import { findClaude } from './find-claude.ts';
import { parseStreamLine, type StreamResult } from './parse-stream-line.ts';

/** What the process inside the walls is given. */
export type ClaudeRequest = {
  readonly socketPath: string;
  /** Absolute path of the program. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env: { readonly [name: string]: string };
  readonly message: string;
};

type Environment = { readonly [name: string]: string | undefined };

/**
 * Drives the real Claude Code, headless, inside the job's walls. Its key is held by the gateway, which it reaches over a bridge;
 * all its tools are allowed, because the walls are what holds it. The conversation goes on from round to round.
 */
export const createClaudeCodeAgent = (env: Environment): Agent => ({
  name: 'claude-code',
  unavailable: () => Promise.resolve(obstacleOf(env)),
  run: async (turn) => {
    const program = findClaude(env);
    if (program === null) return { exit: 'failed', reason: noProgram };
    if (turn.gatewaySocket === null)
      return { exit: 'failed', reason: 'The run has no model: there is no gateway to ask it.' };
    const model = env['ANTHROPIC_MODEL']?.trim();
    return runTurn(turn, {
      program,
      socketPath: turn.gatewaySocket,
      model: model === undefined || model === '' ? null : model,
    });
  },
});

const noProgram =
  'The agent `claude-code` needs the program `claude`: install @anthropic-ai/claude-code, or name its path in INTERLOCK_CLAUDE.';

// The gateway pays by an API key; a login to a subscription is for the person it belongs to, by the provider's terms.
const noKey =
  'The agent `claude-code` needs ANTHROPIC_API_KEY in the environment of this command: runs of many agents are paid by the API, not by a personal login.';

const obstacleOf = (env: Environment): string | null => {
  if (findClaude(env) === null) return noProgram;
  return upstreamFromEnvironment(env) === null ? noKey : null;
};

type Settings = { readonly program: string; readonly socketPath: string; readonly model: string | null };

const runTurn = async (turn: AgentTurn, settings: Settings): Promise<AgentExit> => {
  const sessionFile = join(turn.sessionDir, 'claude-session');
  const session = turn.round === 0 ? null : await readFile(sessionFile, 'utf8').catch(() => null);
  const seen: { session: string | null; result: StreamResult | null } = { session: null, result: null };
  const lines = createLineReader((text) => {
    const { events, sessionId, result } = parseStreamLine(text);
    for (const event of events) turn.onEvent(event);
    seen.session = sessionId ?? seen.session;
    seen.result = result ?? seen.result;
  });
  const result = await turn.enter({
    argv: [process.execPath, scriptPath(import.meta.url, './run-claude')],
    stdin: JSON.stringify(requestOf(turn, settings, session)),
    timeoutMs: turn.brief.task.budget.minutes * 60_000,
    readOnly: [...driverFolders([]), dirname(settings.program)],
    onStdout: lines.push,
  });
  lines.end();
  if (seen.session !== null) await writeFile(sessionFile, seen.session);
  return (
    exitOfStopped(result, turn.signal) ??
    exitOfStream(seen.result) ?? { exit: 'failed', reason: describeFailure('Claude Code', result) }
  );
};

const requestOf = (
  { brief, message }: AgentTurn,
  { program, socketPath, model }: Settings,
  session: string | null,
): ClaudeRequest => ({
  socketPath,
  program,
  args: [
    '-p',
    ...['--output-format', 'stream-json', '--verbose'],
    ...['--permission-mode', 'bypassPermissions'],
    ...['--append-system-prompt', writeSystemPrompt(brief)],
    ...(model === null ? [] : ['--model', model]),
    ...(session === null ? [] : ['--resume', session]),
  ],
  env: {
    ANTHROPIC_API_KEY: 'held-by-the-gateway',
    // No telemetry, no update, no question whether it may run as this user: it is in walls.
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    IS_SANDBOX: '1',
  },
  message,
});

const exitOfStream = (result: StreamResult | null): AgentExit | null => {
  if (result === null) return null;
  const text = stripControl(result.text).slice(0, 2000);
  return result.isError ? { exit: 'failed', reason: `Claude Code gave up: ${text}` } : { exit: 'done', summary: text };
};
