import Anthropic from '@anthropic-ai/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { answer, callTool, fail, say, startMessagesApi, type MessagesApi, type Script } from './index.ts';

const running: MessagesApi[] = [];

const start = async (scripts: { readonly [name: string]: Script }, paceMs = 0) => {
  const api = await startMessagesApi({ scripts, apiKey: 'test-key', paceMs });
  running.push(api);
  return { api, client: new Anthropic({ baseURL: api.url, apiKey: 'test-key', maxRetries: 2 }) };
};

afterEach(async () => {
  await Promise.all(running.splice(0).map((api) => api.stop()));
});

const ask = (content: string, more: object = {}): Anthropic.MessageCreateParamsNonStreaming => ({
  model: 'claude-sonnet-5-5',
  max_tokens: 1000,
  messages: [{ role: 'user', content }],
  ...more,
});

describe('the scripted Messages API under the real SDK', () => {
  it('streams text and a tool call, whose input arrives in pieces', async () => {
    const { client } = await start({
      greet: () => callTool('write_file', { path: 'a.txt', content: 'ä😀'.repeat(99) }, 'I write.'),
    });
    const message = await client.messages.stream(ask('Task: greet')).finalMessage();
    expect(message.model).toBe('scripted-claude-sonnet-5-5');
    expect(message.stop_reason).toBe('tool_use');
    expect(message.content).toMatchObject([
      { type: 'text', text: 'I write.' },
      { type: 'tool_use', name: 'write_file', input: { path: 'a.txt', content: 'ä😀'.repeat(99) } },
    ]);
    expect(message.usage.output_tokens).toBeGreaterThan(1);
  });

  it('gives the same answer without streaming', async () => {
    const { client } = await start({
      greet: () => answer({ type: 'thinking', thinking: 'Hm.' }, { type: 'text', text: 'Hello.' }),
    });
    const whole = await client.messages.create(ask('Task: greet'));
    const streamed = await client.messages.stream(ask('Task: greet')).finalMessage();
    expect(streamed.content).toEqual(whole.content);
    expect(streamed.id).toBe(whole.id);
  });

  it('plays the part that the conversation names, and starts a fresh conversation over', async () => {
    const steps: Script = (_request, state) => say(`step ${state.step} of round ${state.round}`);
    const { client } = await start({ land: () => say('other'), landing: steps });
    const first = await client.messages.create(ask('Please do the landing.'));
    const second = await client.messages.create({
      ...ask(''),
      messages: [
        { role: 'user', content: 'Please do the landing.' },
        { role: 'assistant', content: first.content },
        { role: 'user', content: 'Go on' },
      ],
    });
    const fresh = await client.messages.create(ask('Please do the landing.'));
    const texts = [first, second, fresh].map((message) => message.content[0]);
    expect(texts).toMatchObject([
      { text: 'step 0 of round 0' },
      { text: 'step 1 of round 1' },
      { text: 'step 0 of round 0' },
    ]);
  });

  it('lets errors pass that the SDK retries after the wait that it is told', async () => {
    const { client, api } = await start({
      storm: (_request, { attempt }) => (attempt < 2 ? fail([429, 529][attempt] ?? 500, 1) : say('calm')),
    });
    const message = await client.messages.create(ask('Task: storm'));
    expect(message.content).toMatchObject([{ text: 'calm' }]);
    expect(api.requests.length).toBe(3);
  });

  it.each([
    [400, 'BadRequestError', ask('Task: any', { messages: [] })],
    [404, 'NotFoundError', ask('Task: lost')],
    [500, 'InternalServerError', ask('Task: broken')],
  ])('answers %i in the shape that the SDK knows as %s', async (status, name, request) => {
    const { client } = await start({ any: () => say('x'), lost: () => fail(404), broken: () => fail(500, 1) });
    const error: unknown = await client.messages.create(request).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ status });
    expect((error as Error).constructor.name).toBe(name);
    expect((error as InstanceType<typeof Anthropic.APIError>).requestID).toMatch(/^req_scripted_/);
  });

  it('refuses another key, and keeps no key in what it saw', async () => {
    const { api } = await start({ any: () => say('x') });
    const stranger = new Anthropic({ baseURL: api.url, apiKey: 'stolen-key' });
    await expect(stranger.messages.create(ask('Task: any'))).rejects.toMatchObject({ status: 401 });
    expect(JSON.stringify(api.requests)).not.toContain('stolen-key');
  });

  it('refuses what the real API refuses: a tool call without its result', async () => {
    const { client } = await start({ any: () => say('x') });
    const messages: Anthropic.MessageParam[] = [
      { role: 'user', content: 'Task: any' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'bash', input: {} }] },
      { role: 'user', content: 'And?' },
    ];
    await expect(client.messages.create(ask('', { messages }))).rejects.toThrow(/tool_result/);
  });

  it('bills what it reported, cache reads and writes apart', async () => {
    const { client, api } = await start({ talk: () => say('A sentence of an answer.') });
    const cached = { type: 'text', text: 'Task: talk', cache_control: { type: 'ephemeral' } } as const;
    const first = await client.messages.create(ask('', { messages: [{ role: 'user', content: [cached] }] }));
    const second = await client.messages.create(
      ask('', {
        messages: [
          { role: 'user', content: [cached] },
          { role: 'assistant', content: first.content },
          { role: 'user', content: 'More' },
        ],
      }),
    );
    expect(first.usage.cache_creation_input_tokens).toBeGreaterThan(0);
    expect(second.usage.cache_read_input_tokens).toBeGreaterThan(0);
    expect(api.bill()).toEqual([
      {
        script: 'talk',
        calls: 2,
        inputTokens: first.usage.input_tokens + second.usage.input_tokens,
        outputTokens: first.usage.output_tokens + second.usage.output_tokens,
        cacheReadTokens: (first.usage.cache_read_input_tokens ?? 0) + (second.usage.cache_read_input_tokens ?? 0),
        cacheWriteTokens:
          (first.usage.cache_creation_input_tokens ?? 0) + (second.usage.cache_creation_input_tokens ?? 0),
      },
    ]);
  });

  it('breaks a stream off in the middle', async () => {
    const { client, api } = await start({
      half: () => ({ ...say('A sentence that never ends.'.repeat(9)), cutAfterEvents: 4 }),
    });
    const events: string[] = [];
    const read = async () => {
      for await (const event of await client.messages.create({ ...ask('Task: half'), stream: true }))
        events.push(event.type);
    };
    await expect(read()).rejects.toThrow();
    expect(events).toEqual(['message_start', 'content_block_start', 'content_block_delta']);
    expect(api.bill()[0]?.outputTokens).toBe(12);
  });

  it('sends an error event in the middle of a stream', async () => {
    const { client } = await start({ half: () => ({ ...say('Words'), errorAfterEvents: 3 }) });
    await expect(client.messages.stream(ask('Task: half')).finalMessage()).rejects.toThrow(/Overloaded/);
  });

  it('answers HEAD, count_tokens, models and calls of no script', async () => {
    const { client, api } = await start({ greet: () => say('Hello.') }, 1);
    expect((await fetch(api.url, { method: 'HEAD' })).status).toBe(200);
    expect(
      (await client.messages.countTokens({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] })).input_tokens,
    ).toBeGreaterThan(0);
    expect((await client.models.list()).data.map((model) => model.id)).toEqual(['scripted-model']);
    const side = await client.messages.create(ask('Task: greet', { model: 'claude-haiku-4-5' }));
    expect(side.content).toMatchObject([{ text: 'This scripted model has no part in this call.' }]);
    expect(
      (await client.beta.messages.create({ ...ask('Task: greet'), betas: ['context-1m-2025-08-07'] })).content,
    ).toMatchObject([{ text: 'Hello.' }]);
  });
});
