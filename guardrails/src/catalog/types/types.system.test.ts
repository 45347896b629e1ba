import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRunner } from '../../check/create-run.ts';
import { openSubject } from '../../check/open-subject.ts';
import { createFacts } from '../../tree/facts.ts';
import { withTemporaryFolder } from '../../tree/temporary-folder.ts';
import type { TypesEvidence } from './types-evidence.ts';
import { types } from './types.ts';

/** Path → text; null removes the file. */
type Files = { readonly [path: string]: string | null };

const packages = resolve(import.meta.dirname, '../../../../node_modules');

const checkChange = (base: Files, head: Files, installed: readonly string[] = []) =>
  withTemporaryFolder('interlock-types-', async (dir) => {
    const repository = join(dir, 'repository');
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@localhost', ...args], { cwd: repository });
    const write = (files: Files) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(repository, path)), { recursive: true });
        if (text === null) rmSync(join(repository, path));
        else writeFileSync(join(repository, path), text);
      }
    };
    write({ '.gitignore': 'node_modules\n', ...base });
    for (const name of installed) {
      const link = join(repository, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(name.startsWith('@shop/') ? join(repository, 'packages', name.slice(6)) : join(packages, name), link);
    }
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'base');
    write(head);
    const subject = await openSubject({ repository, base: 'main', head: 'WORKTREE' }, join(dir, 'check'));
    const { signal } = new AbortController();
    const { run } = createRunner({ kind: 'bubblewrap', signal });
    const context = { ...subject, run, signal, exclusive: <R>(work: () => Promise<R>) => work(), facts: createFacts() };
    const collected = await types.collect(context);
    if ('cannotCheck' in collected) return { cannotCheck: collected.cannotCheck };
    const evidence = JSON.parse(JSON.stringify(collected.evidence)) as TypesEvidence;
    const findings = types.assess(evidence, subject.policy);
    return {
      evidence,
      notChecked: types.notChecked?.(evidence, subject.policy) ?? [],
      findings: findings.map(({ code, level, file, line, data }) => [code, level, file, line, data['code']]),
    };
  });

const configuration = (more: object = {}, rest: object = { include: ['src'] }) =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2022',
      module: 'nodenext',
      allowImportingTsExtensions: true,
      types: [],
      ...more,
    },
    ...rest,
  });
const shop = {
  'package.json': '{ "type": "module" }',
  'tsconfig.json': configuration(),
  'src/price.ts': 'export const price = (cents: number): number => cents / 100;\n',
  'src/basket.ts':
    "import { price } from './price.ts';\nexport const total = (all: readonly number[]): number => all.map(price).reduce((a, b) => a + b, 0);\n",
  'src/page.ts': "import { total } from './basket.ts';\nexport const page: string = total([1]).toFixed(2);\n",
  'src/old.ts': "export const old: number = 'wrong since long ago';\n",
};

describe('type errors that a change makes', () => {
  it('are found in a caller that the change does not touch, and nowhere else', async () => {
    const head = { 'src/price.ts': 'export const price = (money: { cents: number }): number => money.cents / 100;\n' };
    const result = await checkChange(shop, head);
    expect(result.findings).toEqual([['types/new-error', 'error', 'src/basket.ts', 2, 'TS2345']]);
    expect(result.evidence?.compilation).toMatchObject({ compiler: 'ours', projects: [{ files: 4, checked: 2 }] });
  });

  it('are found behind a file whose own text does not show the change', async () => {
    const base = {
      ...shop,
      'src/make.ts': "import { price } from './price.ts';\nexport const make = () => price(1);\n",
      'src/use.ts': "import { make } from './make.ts';\nexport const used: number = make();\n",
    };
    const head = { 'src/price.ts': 'export const price = (cents: number) => String(cents);\n' };
    const { findings } = await checkChange(base, head);
    expect(findings).toContainEqual(['types/new-error', 'error', 'src/use.ts', 2, 'TS2322']);
  });

  it('are found where only a type changed that another file passes on by name', async () => {
    const base = {
      ...shop,
      'src/track.ts': 'export type Track = { id: string; title: string };\n',
      'src/store.ts':
        "import type { Track } from './track.ts';\nexport const load = (): Track => ({ id: 'a', title: 'b' }) as Track;\n",
      'src/show.ts': "import { load } from './store.ts';\nexport const show = (): string => load().title;\n",
    };
    const { findings } = await checkChange(base, { 'src/track.ts': 'export type Track = { id: string };\n' });
    expect(findings).toContainEqual(['types/new-error', 'error', 'src/show.ts', 2, 'TS2339']);
  });

  it('are none where base has them too, also after a move to another file', async () => {
    const head = { 'src/old.ts': null, 'src/new.ts': `// moved\n${shop['src/old.ts']}` };
    expect((await checkChange(shop, head)).findings).toEqual([]);
  });

  it('are not looked for further than the change can reach', async () => {
    const head = { 'src/price.ts': 'export const price = (cents: number): number => 0.01 * cents;\n' };
    const result = await checkChange(shop, head);
    expect(result.findings).toEqual([]);
    expect(result.evidence?.compilation?.projects).toEqual([{ config: 'tsconfig.json', files: 4, checked: 1 }]);
  });

  it('are found where a file went that others import, and where a global name went', async () => {
    const base = {
      ...shop,
      'src/globals.d.ts': 'declare const rate: number;\n',
      'src/rate.ts': 'export const r = rate;\n',
    };
    expect((await checkChange(base, { 'src/price.ts': null })).findings).toContainEqual([
      'types/new-error',
      'error',
      'src/basket.ts',
      1,
      'TS2307',
    ]);
    expect((await checkChange(base, { 'src/globals.d.ts': null })).findings).toEqual([
      ['types/new-error', 'error', 'src/rate.ts', 1, 'TS2304'],
    ]);
  });
});

describe('the options that a change is judged by', () => {
  const loose = 'export const loose = (value) => value;\n';

  it('are those of base: what only they forbid is a warning', async () => {
    const head = { 'tsconfig.json': configuration({ strict: false }), 'src/loose.ts': loose };
    expect((await checkChange(shop, head)).findings).toEqual([
      ['types/new-error', 'warning', 'src/loose.ts', 1, 'TS7006'],
    ]);
  });

  it('are those of the nearest project, through references and extends', async () => {
    const base = {
      'package.json': '{}',
      'tsconfig.base.json': configuration({}, {}),
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] } // JSON with comments',
      'tsconfig.app.json': '{ "extends": "./tsconfig.base.json", "include": ["app"] }',
      'app/a.ts': 'export const a = 1;\n',
    };
    const result = await checkChange(base, { 'app/a.ts': 'export const a: string = 1;\n' });
    expect(result.findings).toEqual([['types/new-error', 'error', 'app/a.ts', 1, 'TS2322']]);
    expect(result.evidence?.compilation?.projects).toMatchObject([{ config: 'tsconfig.app.json' }]);
  });

  it('reach another package that imports the changed one from source', async () => {
    const base = {
      'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
      'packages/core/package.json': '{ "name": "@shop/core", "type": "module", "exports": "./src/index.ts" }',
      'packages/core/tsconfig.json': configuration(),
      'packages/core/src/index.ts': 'export const core = (a: number): number => a;\n',
      'packages/web/package.json': '{ "name": "@shop/web", "type": "module", "dependencies": { "@shop/core": "*" } }',
      'packages/web/tsconfig.json': configuration(),
      'packages/web/src/web.ts': "import { core } from '@shop/core';\nexport const web = core(1);\n",
    };
    const head = { 'packages/core/src/index.ts': 'export const core = (a: string): string => a;\n' };
    const { findings, evidence } = await checkChange(base, head, ['typescript', '@shop/core']);
    expect(findings).toEqual([['types/new-error', 'error', 'packages/web/src/web.ts', 2, 'TS2345']]);
    expect(evidence?.compilation?.compiler).toBe('own');
  });
});

describe('what is not installed', () => {
  it('does not hide the packages of the workspace, in imports and in what options extend', async () => {
    const base = {
      'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
      'packages/options/package.json': '{ "name": "@shop/options" }',
      'packages/options/tsconfig.json': configuration({}, {}),
      'packages/core/package.json': '{ "name": "@shop/core", "type": "module", "exports": "./src/index.ts" }',
      'packages/core/src/index.ts': 'export const core = (a: number): number => a;\n',
      'packages/core/tsconfig.json': '{ "extends": "@shop/options/tsconfig.json", "include": ["src"] }',
      'packages/web/package.json': '{ "name": "@shop/web", "type": "module", "dependencies": { "@shop/core": "*" } }',
      'packages/web/tsconfig.json': '{ "extends": "@shop/options", "include": ["src"] }',
      'packages/web/src/web.ts': "import { core } from '@shop/core';\nexport const web = core(1);\n",
    };
    const head = { 'packages/core/src/index.ts': 'export const core = (a: string): string => a;\n' };
    const { findings, notChecked } = await checkChange(base, head);
    expect(findings).toEqual([['types/new-error', 'error', 'packages/web/src/web.ts', 2, 'TS2345']]);
    expect(notChecked).toEqual([]);
  });

  it('is no error, and makes a warning of what may come of it', async () => {
    const head = {
      'src/route.ts':
        "import { get } from 'not-installed';\nimport { join } from 'node:path';\nget('/', (request) => request);\nexport const id: number = join('a');\nexport const n: number = '';\n",
    };
    const result = await checkChange(shop, head);
    expect(result.findings).toEqual([['types/new-error', 'warning', 'src/route.ts', 5, 'TS2322']]);
    expect(result.notChecked).toMatchObject([{ why: expect.stringContaining('@types/node, not-installed') as string }]);
  });

  it('is not what Node’s own modules are when their types are installed: an error beside them is one', async () => {
    const base = { ...shop, 'tsconfig.json': configuration({ types: ['node'] }) };
    const route =
      "import { join } from 'node:path';\nimport { readFile } from 'fs/promises';\nexport const id: number = join('a');\nvoid readFile;\n";
    const result = await checkChange(base, { 'src/route.ts': route }, ['@types/node', 'undici-types']);
    expect(result.findings).toEqual([['types/new-error', 'error', 'src/route.ts', 3, 'TS2322']]);
    expect(result.evidence?.compilation?.missing).toEqual([]);
  });

  it('is what a changed lockfile may name, and the evidence says so', async () => {
    const head = { 'package-lock.json': '{}', 'src/new.ts': "export const n: number = '';\n" };
    const result = await checkChange(shop, head);
    expect(result.findings).toEqual([['types/new-error', 'warning', 'src/new.ts', 1, 'TS2322']]);
    expect(result.evidence?.lockfile).toBe('package-lock.json');
  });

  it('leaves a project alone whose options it holds', async () => {
    const base = { ...shop, 'tsconfig.json': '{ "extends": "@shop/tsconfig", "include": ["src"] }' };
    const result = await checkChange(base, { 'src/price.ts': 'export const price: number = "";\n' });
    expect(result.findings).toEqual([]);
    expect(result.notChecked).toMatchObject([{ what: 'type errors: tsconfig.json' }]);
  });
});

describe('bad input', () => {
  it('cannot check a tsconfig.json that the change breaks, or that base has broken', async () => {
    const broken = { 'tsconfig.json': '{ "compilerOptions": ', 'src/price.ts': 'export {};\n' };
    expect((await checkChange(shop, broken)).cannotCheck).toMatch(/change breaks tsconfig\.json/u);
    const result = await checkChange({ ...shop, ...broken }, { 'src/price.ts': 'export const a = 1;\n' });
    expect(result.cannotCheck).toMatch(/tsconfig\.json is broken at base/u);
  });

  it('reports a file that does not parse, and not what that does to others', async () => {
    const { findings = [] } = await checkChange(shop, { 'src/price.ts': 'export const price = (\n' });
    expect(findings.length).toBeGreaterThan(0);
    for (const [code, level, file] of findings)
      expect([code, level, file]).toEqual(['types/new-error', 'error', 'src/price.ts']);
  });

  it('says that a repository without TypeScript is not checked', async () => {
    const result = await checkChange({ 'a.js': '' }, { 'a.js': 'const a = 1;\n' });
    expect(result).toMatchObject({ findings: [], notChecked: [{ what: 'type errors' }] });
  });
});
