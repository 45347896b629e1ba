import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callTool, say, startMessagesApi, type MessagesApi, type Script } from '../../../../test/messages-api/index.ts';
import { startGateway, type Gateway } from '../../model-gateway/gateway.ts';
import { buildTurn } from '../agent-turn.builder.ts';
import { createAnthropicAgent } from './anthropic-agent.ts';
import { writeSystemPrompt } from '../system-prompt.ts';

let folder: string;
let api: MessagesApi;
let gateway: Gateway;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-agent-'));
});

afterEach(async () => {
  await gateway.stop();
  await api.stop();
  await rm(folder, { recursive: true, force: true });
});

const agent = createAnthropicAgent({ ANTHROPIC_API_KEY: 'k' }, { maxRetries: 1, pauseMs: 1 });

const start = async (script: Script, budgetUsd: number | null = null): Promise<string> => {
  api = await startMessagesApi({ scripts: { tidy: script }, apiKey: 'k' });
  const socketPath = join(folder, 'g.sock');
  const upstream = { baseUrl: api.url, apiKey: 'k' };
  gateway = await startGateway({ upstream, socketPath, budgetUsd, onUsage: () => undefined, transcriptFile: null });
  return socketPath;
};

describe('the anthropic agent, its loop as a process', { timeout: 30_000 }, () => {
  it('goes on with the conversation from round to round', async () => {
    const gatewaySocket = await start((_request, { round, stepInRound, lastText }) => {
      if (stepInRound > 0) return say(`Round ${round} done: ${lastText}`);
      return round === 0
        ? callTool('write_file', { path: 'a.txt', content: 'one' })
        : callTool('edit_file', { path: 'a.txt', old_text: 'one', new_text: 'two' });
    });
    const first = await buildTurn({ folder, gatewaySocket });
    expect(await agent.run(first.turn)).toEqual({ exit: 'done', summary: 'Round 0 done: Tidy up.' });
    const second = await buildTurn({ folder, gatewaySocket, round: 1, message: 'Finding: say two.' });
    expect(await agent.run(second.turn)).toEqual({ exit: 'done', summary: 'Round 1 done: Finding: say two.' });
    expect(await readFile(join(second.turn.dir, 'a.txt'), 'utf8')).toBe('two');
    expect(second.events.map(({ type }) => type)).toEqual(['tool-call', 'tool-result', 'text']);
  });

  it('ends as out-of-budget when the gateway refuses the next call', async () => {
    const gatewaySocket = await start(() => callTool('list_files', {}), 0.0001);
    const { turn } = await buildTurn({ folder, gatewaySocket });
    expect(await agent.run(turn)).toMatchObject({
      exit: 'out-of-budget',
      reason: expect.stringMatching(/budget of .* is used up/) as string,
    });
    expect(api.requests).toHaveLength(1);
  });

  it('is cancelled with the run, also while the model is silent', async () => {
    const gatewaySocket = await start(() => ({ kind: 'hang' }));
    const controller = new AbortController();
    const { turn } = await buildTurn({ folder, gatewaySocket, signal: controller.signal });
    const running = agent.run(turn);
    await expect.poll(() => api.requests.length, { timeout: 10_000 }).toBe(1);
    controller.abort();
    expect(await running).toMatchObject({ exit: 'cancelled' });
  });

  it('has failed without a model', async () => {
    await start(() => say('x'));
    expect(await agent.run((await buildTurn({ folder })).turn)).toMatchObject({ exit: 'failed' });
  });

  it('has failed, with the reason, when its loop breaks', async () => {
    await start(() => say('x'));
    const { turn } = await buildTurn({ folder, gatewaySocket: join(folder, 'no.sock') });
    expect(await agent.run(turn)).toMatchObject({
      exit: 'failed',
      reason: expect.stringMatching(/no answer/) as string,
    });
    const broken = {
      ...turn,
      enter: (command: Parameters<typeof turn.enter>[0]) => turn.enter({ ...command, stdin: '{}' }),
    };
    expect(await agent.run(broken)).toMatchObject({
      exit: 'failed',
      reason: expect.stringMatching(/exit code 1/) as string,
    });
  });

  it('tells the model the brief', async () => {
    await start(() => say('x'));
    const prompt = writeSystemPrompt((await buildTurn({ folder })).turn.brief);
    expect(prompt).toMatch(/^Task: tidy$/m);
    expect(prompt).toContain('API contracts stay as they are');
    expect(prompt).toContain('Tests may be added');
  });
});
