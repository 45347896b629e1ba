import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createScratchRepository, type ScratchRepository } from '../merge/scratch-repository.builder.ts';

const interlock = fileURLToPath(new URL('../../../guardrails/bin/interlock.mjs', import.meta.url));

let repository: ScratchRepository;
let client: Client;

const connect = async (...args: string[]): Promise<void> => {
  client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [interlock, 'mcp', ...args],
      cwd: repository.root,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: repository.root,
        XDG_CACHE_HOME: join(repository.root, '.git/cache'),
      },
      stderr: 'ignore',
    }),
  );
};

const call = async (name: string, input: Record<string, unknown> = {}): Promise<string> => {
  const { content } = await client.callTool({ name, arguments: input });
  return (content as readonly { text?: string }[]).map(({ text = '' }) => text).join('\n');
};

beforeEach(() => {
  repository = createScratchRepository({
    'package.json': '{ "name": "shop", "type": "module" }',
    'src/a.ts': 'export const a = (x: number): number => x;\n',
    'plan.yaml': 'version: 1\ntasks:\n  - { id: docs, prompt: Tell it, scope: { write: [docs/**] } }\n',
  });
});

afterEach(async () => {
  await client.close();
  repository.remove();
});

describe('interlock mcp', () => {
  it('judges the work tree as it stands, again and again, as the review would', async () => {
    await connect('--base', 'main');
    expect((await client.listTools()).tools.map(({ name }) => name).sort()).toEqual(['check', 'explain', 'scope']);
    expect(await call('check', { extent: 'fast' })).toMatch(/^pass: /);
    repository.write('src/a.ts', "import { b } from './missing.ts';\nexport const a = (x: number): number => x + b;\n");
    const failed = await call('check', { extent: 'full' });
    expect(failed).toMatch(/^fail: /);
    expect(failed).toContain('src/a.ts:1 [architecture/unresolvable]');
    repository.write('src/a.ts', 'export const a = (x: number): number => x + 1;\n');
    expect(await call('check', { extent: 'fast' })).toMatch(/^pass: /);
  });

  it('holds the brief of a task, and explains codes', async () => {
    await connect('--base', 'main', '--task', 'plan.yaml#docs');
    expect(await call('scope')).toContain('May write: docs/**.');
    repository.write('src/a.ts', 'export const a = (x: number): number => x + 1;\n');
    expect(await call('check', { extent: 'fast' })).toContain('[scope/outside]');
    expect(await call('explain', { code: 'scope/outside' })).toContain('scope');
    expect(await call('explain', { code: 'scope/none' })).toContain('No finding has the code');
  });
});
