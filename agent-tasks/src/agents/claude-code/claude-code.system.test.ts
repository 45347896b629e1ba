import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  callTool,
  fail,
  say,
  startMessagesApi,
  type MessagesApi,
  type Script,
} from '../../../../test/messages-api/index.ts';
import { startGateway, type Gateway } from '../../model-gateway/gateway.ts';
import { buildTurn } from '../agent-turn.builder.ts';
import { createAgent } from '../create-agent.ts';

const key = 'sk-canary-4711';

let folder: string;
let api: MessagesApi;
let gateway: Gateway;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-claude-'));
});

afterEach(async () => {
  await gateway.stop();
  await api.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = async (script: Script): Promise<string> => {
  api = await startMessagesApi({ scripts: { tidy: script }, apiKey: key });
  gateway = await startGateway({
    upstream: { baseUrl: api.url, apiKey: key },
    socketPath: join(folder, 'g.sock'),
    budgetUsd: 1,
    onUsage: () => undefined,
    transcriptFile: join(folder, 'transcript.jsonl'),
  });
  return gateway.socketPath;
};

// The real program, answered by a scripted model.
describe('Claude Code in real walls', () => {
  it('edits a file over two rounds of one conversation, and pays through the gateway', async () => {
    const gatewaySocket = await start((_request, { stepInRound, lastText }) => {
      const isSecond = lastText.includes('Say 2');
      if (stepInRound === 1) return say(isSecond ? 'Said 2.' : 'Said 1.');
      return callTool('Bash', { command: `echo ${isSecond ? 2 : 1} > said.txt`, description: 'Say it' });
    });
    const agent = createAgent('claude-code', { ...process.env, ANTHROPIC_API_KEY: key });
    expect(await agent.unavailable()).toBeNull();
    const first = await buildTurn({ folder, gatewaySocket, sandbox: 'bubblewrap', message: 'Say 1.' });
    expect(await agent.run(first.turn)).toEqual({ exit: 'done', summary: 'Said 1.' });
    expect(first.events).toContainEqual({ type: 'text', text: 'Said 1.' });
    expect(first.events).toContainEqual(expect.objectContaining({ type: 'tool-call', tool: 'Bash' }));
    const second = await buildTurn({ folder, gatewaySocket, sandbox: 'bubblewrap', round: 1, message: 'Say 2.' });
    expect(await agent.run(second.turn)).toEqual({ exit: 'done', summary: 'Said 2.' });
    expect(await readFile(join(second.turn.dir, 'said.txt'), 'utf8')).toBe('2\n');
    await gateway.stop();
    const bill = api
      .bill()
      .reduce(
        (sum, line) => sum + line.inputTokens + line.outputTokens + line.cacheReadTokens + line.cacheWriteTokens,
        0,
      );
    expect(gateway.total().tokens).toBe(bill);
  });

  it('ends with the reason when the budget is spent, and finds the key nowhere inside', async () => {
    const gatewaySocket = await start((_request, { stepInRound }) =>
      stepInRound === 0
        ? callTool('Bash', {
            command: 'env > env.txt; cat /proc/1/environ >> env.txt 2>/dev/null; true',
            description: 'Look',
          })
        : fail(402),
    );
    const agent = createAgent('claude-code', { ...process.env, ANTHROPIC_API_KEY: key });
    const { turn } = await buildTurn({ folder, gatewaySocket, sandbox: 'bubblewrap', message: 'Look around.' });
    const exit = await agent.run(turn);
    expect(exit).toMatchObject({ exit: 'failed', reason: expect.stringContaining('Claude Code gave up') as string });
    expect(await readFile(join(turn.dir, 'env.txt'), 'utf8')).not.toContain(key);
  });
});
