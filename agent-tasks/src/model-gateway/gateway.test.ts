import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  callTool,
  fail,
  say,
  startMessagesApi,
  type MessagesApi,
  type Script,
} from '../../../test/messages-api/index.ts';
import type { Usage } from '../budget/usage.ts';
import { startGateway, type Gateway, type GatewayOptions } from './gateway.ts';
import { createSocketFetch } from './socket-fetch.ts';

const key = 'sk-real-key-of-the-coordinator';

let folder: string;
const stops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interlock-gateway-'));
});

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await rm(folder, { recursive: true, force: true });
});

type Opened = {
  readonly gateway: Gateway;
  readonly api: MessagesApi;
  readonly usages: Usage[];
  readonly client: Anthropic;
};

const open = async (
  scripts: { readonly [name: string]: Script },
  options: Partial<GatewayOptions> = {},
  api?: MessagesApi,
): Promise<Opened> => {
  const upstream = api ?? (await startMessagesApi({ scripts, apiKey: key }));
  stops.push(upstream.stop);
  const usages: Usage[] = [];
  const gateway = await startGateway({
    upstream: { baseUrl: upstream.url, apiKey: key },
    socketPath: join(folder, 'g.sock'),
    budgetUsd: null,
    onUsage: (usage) => usages.push(usage),
    transcriptFile: join(folder, 'transcript.jsonl'),
    ...options,
  });
  stops.push(gateway.stop);
  return { gateway, api: upstream, usages, client: clientOf(gateway) };
};

const clientOf = (gateway: Gateway, maxRetries = 2): Anthropic =>
  new Anthropic({
    apiKey: 'whatever-the-job-says',
    baseURL: 'http://model.interlock.invalid',
    fetch: createSocketFetch(gateway.socketPath, 10_000),
    maxRetries,
  });

const ask = (content: string): Anthropic.MessageCreateParamsNonStreaming => ({
  model: 'claude-sonnet-5-5',
  max_tokens: 1000,
  messages: [{ role: 'user', content }],
});

const readTranscript = async (): Promise<Record<string, unknown>[]> =>
  (await readFile(join(folder, 'transcript.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the model gateway', { timeout: 30_000 }, () => {
  it('passes streams and documents through, and agrees with the provider’s bill to the token', async () => {
    const { client, gateway, api, usages } = await open({ write: () => callTool('write_file', { path: 'a' }, 'Now.') });
    const streamed = await client.messages.stream(ask('Task: write')).finalMessage();
    const whole = await client.messages.create(ask('Task: write'));
    expect(streamed.content).toMatchObject([{ text: 'Now.' }, { name: 'write_file', input: { path: 'a' } }]);
    expect(whole.content).toEqual(streamed.content);
    await gateway.stop();
    const [bill] = api.bill();
    expect(usages.reduce((sum, usage) => sum + usage.inputTokens + usage.outputTokens, 0)).toBe(
      (bill?.inputTokens ?? 0) + (bill?.outputTokens ?? 0),
    );
    expect(gateway.total().calls).toBe(2);
    expect(gateway.total().usd).toBeCloseTo(
      usages.reduce((sum, usage) => sum + usage.usd, 0),
      12,
    );
    expect(usages.every((usage) => usage.metered && usage.estimated === undefined)).toBe(true);
  });

  it('puts in the real key, which neither the job nor the transcript ever sees', async () => {
    const { client, gateway } = await open({ leak: (request) => say(`I saw ${JSON.stringify(request)} ${key}`) });
    const answer = await client.messages.create(ask('Task: leak'));
    expect(answer.content).toHaveLength(1);
    await gateway.stop();
    const transcript = await readFile(join(folder, 'transcript.jsonl'), 'utf8');
    expect(transcript).toContain('[key]');
    expect(transcript).not.toContain(key);
    expect((await stat(join(folder, 'transcript.jsonl'))).mode & 0o077).toBe(0);
  });

  it('forwards only headers that the API reads', async () => {
    const { gateway, api } = await open({ any: () => say('x') });
    const client = clientOf(gateway);
    await client.messages.create(ask('Task: any'), {
      headers: { cookie: 'a=b', 'x-forwarded-for': 'here', 'anthropic-beta': 'context-1m-2025-08-07' },
    });
    const headers = api.requests[0]?.headers ?? {};
    expect(headers['anthropic-beta']).toBe('context-1m-2025-08-07');
    expect(headers['cookie']).toBeUndefined();
    expect(headers['x-forwarded-for']).toBeUndefined();
  });

  it('refuses the next call when the budget is spent, and the SDK does not try again', async () => {
    const { client, api, gateway } = await open({ talk: () => say('word '.repeat(400)) }, { budgetUsd: 0.004 });
    await client.messages.create(ask('Task: talk'));
    const error: unknown = await client.messages.create(ask('Task: talk')).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(Anthropic.APIError);
    expect((error as InstanceType<typeof Anthropic.APIError>).status).toBe(402);
    expect((error as InstanceType<typeof Anthropic.APIError>).headers?.get('x-interlock-refusal')).toBe(
      'out-of-budget',
    );
    expect((error as Error).message).toContain('The budget of $0.0040 is used up');
    expect(api.requests).toHaveLength(1);
    expect(gateway.total().calls).toBe(1);
  });

  it('passes the provider’s errors on with their wait, and charges nothing for them', async () => {
    const { client, api, gateway } = await open({
      storm: (_request, { attempt }) => (attempt < 2 ? fail(529, 1) : say('calm')),
    });
    await client.messages.create(ask('Task: storm'));
    expect(api.requests).toHaveLength(3);
    expect(gateway.total().calls).toBe(1);
  });

  it('says that the provider is out of reach, as an error that clients may retry', async () => {
    const { gateway, api } = await open({});
    await api.stop();
    const error: unknown = await clientOf(gateway, 0)
      .messages.create(ask('x'))
      .catch((cause: unknown) => cause);
    expect(error).toMatchObject({ status: 502 });
    expect((error as Error).message).toMatch(/did not answer \(ECONNREFUSED\)/);
    expect((error as Error).message).not.toContain(key);
  });

  it('settles what is known when the job hangs up in the middle of a stream', async () => {
    const { client, gateway, usages } = await open({
      long: () => ({ ...say('word '.repeat(2000)), hangAfterEvents: 20 }),
    });
    for await (const event of await client.messages.create({ ...ask('Task: long'), stream: true })) {
      if (event.type === 'content_block_delta') break;
    }
    await gateway.stop();
    expect(usages).toHaveLength(1);
    expect(usages[0]).toMatchObject({ estimated: true, metered: true });
    expect(usages[0]?.inputTokens).toBeGreaterThan(0);
  });

  it('settles and ends when the provider breaks off or falls silent', async () => {
    const { gateway, usages } = await open(
      {
        cut: () => ({ ...say('word '.repeat(99)), cutAfterEvents: 5 }),
        silent: () => ({ ...say('word '.repeat(99)), hangAfterEvents: 5 }),
      },
      { silenceMs: { headers: 200, body: 200 } },
    );
    const client = clientOf(gateway, 0);
    await expect(client.messages.stream(ask('Task: cut')).finalMessage()).rejects.toThrow();
    await expect(client.messages.stream(ask('Task: silent')).finalMessage()).rejects.toThrow();
    await gateway.stop();
    expect(usages.map((usage) => usage.estimated)).toEqual([true, true]);
  });

  it('refuses other paths, other methods and bodies that are no request', async () => {
    const { gateway, api } = await open({});
    const fetchSocket = createSocketFetch(gateway.socketPath, 10_000);
    const statusOf = async (path: string, init: RequestInit) => (await fetchSocket(`http://x${path}`, init)).status;
    expect(await statusOf('/v1/files', { method: 'POST', body: '{}' })).toBe(404);
    expect(await statusOf('/v1/messages', { method: 'PUT', body: '{}' })).toBe(404);
    expect(await statusOf('/v1/messages', { method: 'POST', body: 'no' })).toBe(400);
    expect(await statusOf('/', { method: 'HEAD' })).toBe(200);
    expect(api.requests).toHaveLength(0);
  });

  it('stops reading a body that is over the cap', async () => {
    const { gateway, api } = await open({});
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest({ socketPath: gateway.socketPath, path: '/v1/messages', method: 'POST' }, (response) => {
        response.resume();
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on('error', reject);
      sent.end(Buffer.alloc(33 * 1024 * 1024, 32));
    }).catch((cause: unknown) => (cause as { code?: string }).code);
    expect([413, 'ECONNRESET', 'EPIPE']).toContain(status);
    expect(api.requests).toHaveLength(0);
  });

  it('counts tokens and lists models without spending', async () => {
    const { client, gateway } = await open({});
    const counted = await client.messages.countTokens({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] });
    expect(counted.input_tokens).toBeGreaterThan(0);
    expect((await client.models.list()).data).toHaveLength(1);
    expect(gateway.total()).toEqual({ calls: 0, tokens: 0, usd: 0 });
  });

  it('writes each message of a conversation once', async () => {
    const { client, gateway } = await open({ talk: () => say('Yes.') });
    await client.messages.create(ask('Task: talk'));
    await client.messages.create({
      ...ask(''),
      messages: [
        { role: 'user', content: 'Task: talk' },
        { role: 'assistant', content: 'Yes.' },
        { role: 'user', content: 'More?' },
      ],
    });
    await gateway.stop();
    const lines = await readTranscript();
    expect(lines.map((line) => (line['request'] as { messages: unknown[] }).messages.length)).toEqual([1, 2]);
    expect(lines[1]).toMatchObject({ status: 200, request: { messagesFrom: 1 }, usage: { metered: true } });
  });

  it('takes the place of a socket that a killed coordinator left, and removes its own', async () => {
    const socketPath = join(folder, 'g.sock');
    await writeFile(socketPath, '');
    const { gateway, client } = await open({ any: () => say('x') });
    expect((await client.messages.create(ask('Task: any'))).content).toHaveLength(1);
    expect((await stat(socketPath)).mode & 0o777).toBe(0o600);
    await gateway.stop();
    expect(existsSync(socketPath)).toBe(false);
  });

  it('stops with its signal, calls under way included', async () => {
    const controller = new AbortController();
    const { gateway, api } = await open({ hang: () => ({ kind: 'hang' }) }, { signal: controller.signal });
    const call = clientOf(gateway, 0)
      .messages.create(ask('Task: hang'))
      .catch((cause: unknown) => cause);
    await expect.poll(() => api.requests.length, { timeout: 10_000 }).toBe(1);
    controller.abort();
    expect(await call).toBeInstanceOf(Anthropic.APIConnectionError);
    await gateway.stop();
    expect(existsSync(gateway.socketPath)).toBe(false);
    expect(gateway.total().calls).toBe(1);
  });

  it('refuses a socket path that the kernel could not hold', async () => {
    await expect(open({}, { socketPath: join(folder, 'x'.repeat(120)) })).rejects.toThrow(/over 107 bytes/);
  });
});
