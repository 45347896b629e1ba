import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callTool, say, startMessagesApi, type MessagesApi, type Script } from '../../../test/messages-api/index.ts';
import { startGateway, type Gateway } from '../model-gateway/gateway.ts';
import { buildTurn } from './agent-turn.builder.ts';
import type { Usage } from '../budget/usage.ts';
import type { AgentEvent } from './agent.ts';
import { createAgent } from './create-agent.ts';

const key = 'sk-canary-4711';
const environment = { ANTHROPIC_API_KEY: key };

let folder: string;
let api: MessagesApi;
let gateway: Gateway;
let usages: Usage[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-agents-'));
  process.env['INTERLOCK_TEST_CANARY'] = key;
});

afterEach(async () => {
  delete process.env['INTERLOCK_TEST_CANARY'];
  await gateway.stop();
  await api.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = async (script: Script): Promise<string> => {
  api = await startMessagesApi({ scripts: { tidy: script }, apiKey: key });
  usages = [];
  gateway = await startGateway({
    upstream: { baseUrl: api.url, apiKey: key },
    socketPath: join(folder, 'g.sock'),
    budgetUsd: 1,
    onUsage: (usage) => usages.push(usage),
    transcriptFile: join(folder, 'transcript.jsonl'),
  });
  return gateway.socketPath;
};

const outputs = (events: readonly AgentEvent[]): string =>
  events.map((event) => (event.type === 'tool-result' ? event.output : '')).join('\n');

const readAll = async (dir: string): Promise<string> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
  return texts.join('\n');
};

describe('the anthropic agent in real walls', () => {
  it('edits a file over two rounds, its model reached over the gateway alone', async () => {
    const gatewaySocket = await start((_request, { round, stepInRound }) => {
      if (stepInRound === 1) return say(`Round ${round} is done.`);
      return round === 0
        ? callTool('write_file', { path: 'src/a.ts', content: 'export const a = 1;\n' })
        : callTool('edit_file', { path: 'src/a.ts', old_text: '= 1', new_text: '= 2' });
    });
    const agent = createAgent('anthropic', environment);
    const first = await buildTurn({ folder, gatewaySocket, sandbox: 'bubblewrap' });
    expect(await agent.run(first.turn)).toEqual({ exit: 'done', summary: 'Round 0 is done.' });
    const second = await buildTurn({ folder, gatewaySocket, sandbox: 'bubblewrap', round: 1, message: 'Say 2.' });
    expect(await agent.run(second.turn)).toEqual({ exit: 'done', summary: 'Round 1 is done.' });
    expect(await readFile(join(second.turn.dir, 'src/a.ts'), 'utf8')).toBe('export const a = 2;\n');
    await gateway.stop();
    const [bill] = api.bill();
    expect(usages).toHaveLength(4);
    expect(gateway.total().tokens).toBe(
      (bill?.inputTokens ?? 0) +
        (bill?.outputTokens ?? 0) +
        (bill?.cacheReadTokens ?? 0) +
        (bill?.cacheWriteTokens ?? 0),
    );
  });

  it('finds the key nowhere inside, and no way to the provider but the gateway', async () => {
    // Written in two parts, because the command line is among what is looked at.
    const fetchIt = (url: string) =>
      `fetch("${url}").then(() => console.log("REA" + "CHED"), () => console.log("no way"))`;
    const look = (url: string) =>
      `env; cat /proc/*/environ /proc/*/cmdline | tr '\\0' '\\n'; grep -rs canary "$HOME" /etc /run; node -e '${fetchIt(url)}'`;
    const gatewaySocket = await start((_request, { stepInRound }) =>
      stepInRound === 0 ? callTool('bash', { command: look(api.url) }) : say('I looked.'),
    );
    const { turn, events } = await buildTurn({ folder, gatewaySocket, sandbox: 'bubblewrap' });
    expect(await createAgent('anthropic', environment).run(turn)).toMatchObject({ exit: 'done' });
    expect(outputs(events)).toContain('HOME=');
    expect(outputs(events)).toContain('no way');
    expect(outputs(events)).not.toContain('REACHED');
    const bare = await buildTurn({ folder: join(folder, 'bare'), gatewaySocket });
    await createAgent(`command:node -e '${fetchIt(api.url)}'`, environment).run(bare.turn);
    expect(bare.events).toEqual([{ type: 'text', text: 'REACHED' }]);
    await gateway.stop();
    expect(JSON.stringify(events)).not.toContain(key);
    expect(await readAll(folder)).not.toContain(key);
    expect(JSON.stringify(api.requests.map(({ body }) => body))).not.toContain(key);
  });
});

describe('the command agent in real walls', () => {
  it('reaches the model over the socket that its environment names, without a key', async () => {
    const gatewaySocket = await start(() => say('Hello from outside.'));
    const ask = `node -e '
      const body = JSON.stringify({ model: "m", max_tokens: 9, messages: [{ role: "user", content: "Task: tidy" }] });
      const options = { socketPath: process.env.INTERLOCK_GATEWAY_SOCKET, method: "POST", path: "/v1/messages",
        headers: { "anthropic-version": "2023-06-01", "content-type": "application/json" } };
      require("http").request(options, (answer) => answer.pipe(process.stdout)).end(body);'`;
    const { turn, events } = await buildTurn({ folder, gatewaySocket, sandbox: 'bubblewrap' });
    expect(await createAgent(`command:${ask}`, environment).run(turn)).toMatchObject({ exit: 'done' });
    expect(JSON.stringify(events)).toContain('Hello from outside.');
    expect(JSON.stringify(events)).not.toContain(key);
  });
});
