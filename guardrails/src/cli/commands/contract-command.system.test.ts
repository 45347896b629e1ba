import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { withTemporaryFolder } from '../../tree/temporary-folder.ts';

const command = join(import.meta.dirname, '../../../bin/interlock.mjs');

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

const run = async (cwd: string, ...args: readonly string[]): Promise<Ended> => {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [command, 'contract', ...args], { cwd });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as Ended;
  }
};

const withFiles = <Result>(files: Readonly<Record<string, string>>, work: (dir: string) => Promise<Result>) =>
  withTemporaryFolder('interlock-contract-', async (dir) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), text);
    }
    return work(dir);
  });

const git = async (cwd: string, ...args: readonly string[]) =>
  promisify(execFile)('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd });

const api = (required: readonly string[], more: object = {}): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Users', version: '1.0.0' },
    paths: {
      '/users': {
        post: {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required,
                  properties: { name: { type: 'string' }, email: { type: 'string' } },
                },
              },
            },
          },
          responses: { '201': { description: 'made' } },
        },
      },
      ...more,
    },
  });

const event = (required: readonly string[]): string =>
  JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required,
    properties: { id: { type: 'string' } },
  });

describe('interlock contract with two files', () => {
  it('fails on a break, with the request that is refused now, and passes the other way round', () =>
    withFiles({ 'old.json': api(['name']), 'new.json': api(['name', 'email']) }, async (dir) => {
      const broken = await run(dir, 'old.json', 'new.json', '--format', 'json');
      const [finding] =
        (JSON.parse(broken.stdout) as { guardrails: { findings: { code: string; data: { grade: string } }[] }[] })
          .guardrails[0]?.findings ?? [];
      expect([broken.code, finding?.code, finding?.data.grade]).toEqual([1, 'contract/required-input-added', 'proven']);
      expect((await run(dir, 'new.json', 'old.json')).code).toBe(0);
    }));

  it('writes a changelog in Markdown and HTML', () =>
    withFiles({ 'old.json': api(['name']), 'new.json': api(['name', 'email'], { '/cards': {} }) }, async (dir) => {
      const markdown = await run(dir, 'old.json', 'new.json', '--format', 'markdown');
      expect(markdown.stdout).toMatch(
        /^# Contract changes: major version[\s\S]*## POST \/users[\s\S]*Base accepts this request/,
      );
      const html = await run(dir, 'old.json', 'new.json', '--format', 'html');
      expect(html.stdout).toMatch(/<h1>Major version<\/h1>/);
    }));

  it('follows references to files beside the document, and none out of its folder', () =>
    withFiles(
      {
        'api/openapi.json': api(['name'], {
          '/cards': { $ref: 'paths/cards.json' },
          '/out': { $ref: '../secret.json' },
        }),
        'api/paths/cards.json': JSON.stringify({ get: { responses: { '200': { description: 'ok' } } } }),
        'api2/openapi.json': api(['name'], {
          '/cards': { $ref: 'paths/cards.json' },
          '/out': { $ref: '../secret.json' },
        }),
        'api2/paths/cards.json': JSON.stringify({ put: { responses: { '200': { description: 'ok' } } } }),
        'secret.json': JSON.stringify({ get: { responses: {} } }),
        'elsewhere/here.txt': '',
      },
      async (dir) => {
        const { code, stdout } = await run(
          join(dir, 'elsewhere'),
          '../api/openapi.json',
          '../api2/openapi.json',
          '--format',
          'json',
        );
        expect(code).toBe(1);
        expect(stdout).toContain('contract/method-removed');
        expect(stdout).not.toContain('secret.json leads');
      },
    ));

  it('compares JSON Schemas by what was promised to readers', () =>
    withFiles({ 'old.json': event([]), 'new.json': event(['id']) }, async (dir) => {
      const codes = await Promise.all(
        ['backward', 'forward', 'full'].map(
          async (mode) => (await run(dir, 'old.json', 'new.json', '--compatibility', mode)).code,
        ),
      );
      expect(codes).toEqual([1, 0, 1]);
    }));

  it('compares declarations of TypeScript by the compiler', () =>
    withFiles(
      {
        'old.d.ts': 'export declare const price: (item: string | number) => number;',
        'new.d.ts': 'export declare const price: (item: string) => number;',
      },
      async (dir) => {
        const { code, stdout } = await run(dir, 'old.d.ts', 'new.d.ts');
        expect(code).toBe(1);
        expect(stdout).toContain('contract/parameter-narrowed');
      },
    ));

  it.each([
    [
      'a file that is not there',
      ['nowhere.yaml', 'old.json'],
      /nowhere\.yaml is neither a file that is there nor a commit/,
    ],
    ['a folder', ['.', 'old.json'], /is a folder: name the document in it/],
    ['two kinds', ['old.json', 'event.json'], /only two of a kind can be compared/],
    [
      'a compatibility of what has none',
      ['old.json', 'old.json', '--compatibility', 'full'],
      /--compatibility is for JSON Schema/,
    ],
    ['what is no contract', ['plain.json', 'old.json'], /no OpenAPI document .* or \.d\.ts file/],
  ])('refuses %s with the way out and exit code 2', (_, args, message) =>
    withFiles({ 'old.json': api([]), 'event.json': event([]), 'plain.json': '{"a":1}' }, async (dir) => {
      const { code, stderr } = await run(dir, ...args);
      expect(code).toBe(2);
      expect(stderr).toMatch(message);
    }),
  );

  it('cannot check against a base that is broken, and says the line', () =>
    withFiles({ 'old.yaml': 'openapi: 3.0.0\npaths: [\n', 'new.json': api([]) }, async (dir) => {
      const { code, stdout } = await run(dir, 'old.yaml', 'new.json');
      expect(code).toBe(1);
      expect(stdout).toMatch(/cannot-check[\s\S]*line 3/);
    }));
});

describe('interlock contract in a repository', () => {
  it('compares all contracts of two commits, a commit with the work tree, and a file of a commit', () =>
    withFiles({ 'openapi.json': api(['name']) }, async (dir) => {
      await git(dir, 'init', '--quiet', '--initial-branch=main');
      await git(dir, 'add', '.');
      await git(dir, 'commit', '--quiet', '-m', 'one');
      await writeFile(join(dir, 'openapi.json'), api(['name', 'email']));
      expect((await run(dir, 'main', 'WORKTREE')).code).toBe(1);
      expect((await run(dir, 'main:openapi.json', 'openapi.json')).code).toBe(1);
      expect((await run(dir, 'main', 'WORKTREE', '--api', 'breaking')).code).toBe(0);
      expect((await run(dir, 'main', 'main')).stdout).not.toContain('Not asked for');
      await writeFile(join(dir, 'openapi.json'), api(['name'], { '/cards': { get: { responses: {} } } }));
      expect((await run(dir, 'main', 'WORKTREE', '--format', 'markdown')).stdout).toMatch(
        /^# Contract changes: minor version[\s\S]*\/cards/,
      );
      const mixed = await run(dir, 'main', 'openapi.json');
      expect([mixed.code, mixed.stderr]).toEqual([
        2,
        expect.stringMatching(/give two files, two commits, or main:PATH/),
      ]);
    }));
});
