import { describe, expect, it } from 'vitest';
import { readCall } from './allowed-call.ts';
import { parseModelRequest } from './parse-model-request.ts';
import { upstreamFromEnvironment } from './upstream.ts';

const bodyOf = (more: object) => Buffer.from(JSON.stringify({ model: 'claude-sonnet-5-5', max_tokens: 9, ...more }));

describe('calls that a job may make', () => {
  it.each([
    ['POST', '/v1/messages', 'messages'],
    ['POST', '/v1/messages?beta=true', 'messages'],
    ['POST', '/v1/messages/count_tokens?beta=true', 'count-tokens'],
    ['GET', '/v1/models?limit=5', 'models'],
    ['GET', '/v1/models/claude-sonnet-5-5', 'models'],
    ['HEAD', '/', 'probe'],
  ])('forwards %s %s', (method, url, kind) => {
    expect(readCall(method, url)).toMatchObject({ kind });
  });

  it.each([
    ['GET', '/v1/messages'],
    ['DELETE', '/v1/models/x'],
    ['POST', '/v1/files'],
    ['POST', '/v1/messages/batches'],
    ['POST', '/v1/messages/../organizations'],
    ['POST', '/v1/messages%2f..%2ffiles'],
    ['POST', 'http://elsewhere.example/v1/messages'],
    ['GET', '/v1/models/..%2ffiles'],
    ['POST', '/v1/messages?x=%0d%0a'],
    ['CONNECT', 'elsewhere.example:443'],
  ])('refuses %s %s', (method, url) => {
    expect(readCall(method, url)).toMatchObject({ status: 404, isRetryable: false });
  });
});

describe('bodies that are forwarded', () => {
  it('reads model and longest answer', () => {
    expect(parseModelRequest(bodyOf({}))).toMatchObject({ model: 'claude-sonnet-5-5', maxTokens: 9 });
  });

  it('lets tools pass that run where the client is', () => {
    const tools = [{ name: 'mine' }, { type: 'custom', name: 'x' }, { type: 'bash_20250124', name: 'bash' }];
    expect(parseModelRequest(bodyOf({ tools, mcp_servers: [] }))).toMatchObject({ model: 'claude-sonnet-5-5' });
  });

  it.each([
    ['a server tool', { tools: [{ type: 'web_fetch_20250910', name: 'web_fetch' }] }],
    ['code execution', { tools: [{ type: 'code_execution_20250825', name: 'code_execution' }] }],
    ['an MCP server', { mcp_servers: [{ type: 'url', url: 'https://elsewhere.example' }] }],
    ['a container', { container: 'c' }],
    [
      'an image by URL',
      { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'url', url: 'x' } }] }] },
    ],
    [
      'a document by URL within a tool result',
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'tool_result', content: [{ type: 'document', source: { type: 'url' } }] }],
          },
        ],
      },
    ],
  ])('refuses %s: the provider would reach the network for the job', (_what, more) => {
    expect(parseModelRequest(bodyOf(more))).toMatchObject({
      status: 400,
      message: expect.stringMatching(/no network/) as string,
    });
  });

  it.each(['', '[]', '{"model":1}', '{'])('refuses %j, which is no request', (text) => {
    expect(parseModelRequest(Buffer.from(text))).toMatchObject({ status: 400 });
  });
});

describe('the provider that the environment names', () => {
  it('is Anthropic unless a base URL says otherwise', () => {
    expect(upstreamFromEnvironment({ ANTHROPIC_API_KEY: 'k' })).toEqual({
      baseUrl: 'https://api.anthropic.com',
      apiKey: 'k',
    });
    expect(upstreamFromEnvironment({ ANTHROPIC_AUTH_TOKEN: 't', ANTHROPIC_BASE_URL: 'http://127.0.0.1:1/' })).toEqual({
      baseUrl: 'http://127.0.0.1:1',
      authToken: 't',
    });
  });

  it('is nobody without a key', () => {
    expect(upstreamFromEnvironment({ ANTHROPIC_API_KEY: ' ' })).toBeNull();
  });

  it.each(['file:///etc/passwd', 'api.anthropic.com', 'nonsense'])('refuses the base URL %s in one sentence', (url) => {
    expect(() => upstreamFromEnvironment({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: url })).toThrow(
      /ANTHROPIC_BASE_URL is/,
    );
  });
});
