import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRunner } from '../../check/create-run.ts';
import { openSubject } from '../../check/open-subject.ts';
import { withTemporaryFolder } from '../../tree/temporary-folder.ts';
import type { ArchitectureEvidence } from './architecture-evidence.ts';
import { architecture } from './architecture.ts';
import { createFacts } from '../../tree/facts.ts';

/** Path → text; null removes the file. */
type Files = { readonly [path: string]: string | null };
/** Package in node_modules → the folder of the repository it is linked to; null for a package of this repository's own. */
type Installed = { readonly [name: string]: string | null };

const packages = resolve(import.meta.dirname, '../../../../node_modules');

const checkChange = (base: Files, head: Files, installed: Installed = {}) =>
  withTemporaryFolder('interlock-architecture-', async (dir) => {
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
    write({ '.gitignore': 'node_modules\n', 'package.json': '{ "type": "module" }', ...base });
    for (const [name, folder] of Object.entries(installed)) {
      const place = join(repository, 'node_modules', name);
      mkdirSync(dirname(place), { recursive: true });
      symlinkSync(folder === null ? join(packages, name) : join(repository, folder), place);
    }
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'base');
    write(head);
    const subject = await openSubject({ repository, base: 'main', head: 'WORKTREE' }, join(dir, 'check'));
    const { signal } = new AbortController();
    const { run } = createRunner({ kind: 'bubblewrap', signal });
    const context = { ...subject, run, signal, exclusive: <R>(work: () => Promise<R>) => work(), facts: createFacts() };
    const collected = await architecture.collect(context);
    if ('cannotCheck' in collected) return { cannotCheck: collected.cannotCheck };
    const evidence = JSON.parse(JSON.stringify(collected.evidence)) as ArchitectureEvidence;
    const findings = architecture.assess(evidence, subject.policy);
    // Notes have their own tests, without a repository.
    const weighty = findings.filter(({ level }) => level !== 'note');
    return { evidence, findings: weighty.map(({ code, level, file, line }) => [code, level, file, line]) };
  });

const rules = (forbidden: string) => `export default { forbidden: [${forbidden}], options: {
  doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true,
  enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] } } };\n`;
const pureCore = `{ name: 'core-is-pure', severity: 'error', comment: 'A core decides from its input.',
  from: { path: '^src/core/' }, to: { pathNot: '^src/core/|^node_modules/typebox/' } }`;

describe('a repository with rules of its own', () => {
  const base = {
    '.dependency-cruiser.mjs': rules(pureCore),
    'src/core/old.ts': `import fs from 'node:fs';\nexport const old = fs;\n`,
    'src/edge.ts': 'export const edge = 1;\n',
  };

  it('reports an import against an arrow at its line, and no old one', async () => {
    const head = {
      'src/core/new.ts': `import type { A } from '../edge.ts';\n\nimport { edge } from '../edge.ts';\nimport os from 'node:os';\nexport const x = [edge, os];\nexport type B = A;\n`,
      'src/core/old.ts': `\n\nimport fs from 'node:fs';\nexport const old = [fs];\n`,
    };
    expect((await checkChange(base, head)).findings).toEqual([
      ['architecture/new-violation', 'error', 'src/core/new.ts', 1],
      ['architecture/new-violation', 'error', 'src/core/new.ts', 4],
    ]);
  });

  it('finds nothing in a clean change, nor in a rename of an old breach', async () => {
    expect((await checkChange(base, { 'src/core/a.ts': `export * from './old.ts';\n` })).findings).toEqual([]);
    const renamed = { 'src/core/old.ts': null, 'src/core/renamed.ts': base['src/core/old.ts'] };
    expect((await checkChange(base, renamed)).findings).toEqual([]);
  });

  it('judges by base’s rules when the change weakens or removes them', async () => {
    const breach = { 'src/core/b.ts': `import { edge } from '../edge.ts';\nexport const b = edge;\n` };
    const expected = [['architecture/new-violation', 'error', 'src/core/b.ts', 1]];
    const weaker = await checkChange(base, { ...breach, '.dependency-cruiser.mjs': rules('') });
    expect(weaker.findings).toEqual(expected);
    expect((await checkChange(base, { ...breach, '.dependency-cruiser.mjs': null })).findings).toEqual(expected);
  });

  it('knows installed packages by their place, and workspace packages by their folder', async () => {
    const arrows = `${pureCore}, { name: 'app-not-to-tools', severity: 'warn', from: { path: '^app/' }, to: { path: '^tools/' } }`;
    const workspace = {
      '.dependency-cruiser.mjs': rules(arrows),
      'package.json': '{ "type": "module", "workspaces": ["tools"], "dependencies": { "typebox": "1" } }',
      'tools/package.json': '{ "name": "@shop/tools", "type": "module", "exports": "./index.ts" }',
      'tools/index.ts': 'export const tool = 1;\n',
      'app/a.ts': '',
      'src/core/a.ts': '',
    };
    const head = {
      'src/core/a.ts': `import Type from 'typebox';\nexport const a = Type;\n`,
      'app/a.ts': `import { tool } from '@shop/tools';\nexport const a = tool;\n`,
    };
    const result = await checkChange(workspace, head, { typebox: null, '@shop/tools': 'tools' });
    expect(result.findings).toEqual([['architecture/new-violation', 'warning', 'app/a.ts', 1]]);
  });

  it('cannot check with broken rules, and says whose they are', async () => {
    const broken = { ...base, '.dependency-cruiser.mjs': 'export default {' };
    const result = await checkChange(broken, { 'src/core/a.ts': 'export const a = 1;\n' });
    expect(result.cannotCheck).toMatch(/\.dependency-cruiser\.mjs on head.*SyntaxError.*Base has the problem too\./su);
  });
});

describe('a repository without rules', () => {
  const base = {
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@app/*": ["./src/*"] } } }',
    'src/a.ts': `import { b } from './b.js';\nexport const a = () => b;\n`,
    'src/b.ts': `export const b = 1;\n`,
    'src/old.ts': `import './gone.ts';\n`,
  };

  it('reports a new cycle once, at the import that closes it', async () => {
    const head = { 'src/b.ts': `// later\nimport { a } from './a.js';\nexport const b = () => a;\n` };
    const result = await checkChange(base, head);
    expect(result.evidence?.rules).toBe('ours');
    expect(result.findings).toEqual([['architecture/new-cycle', 'warning', 'src/b.ts', 2]]);
  });

  it('takes no cycle of types for one', async () => {
    const head = { 'src/b.ts': `import type { a } from './a.js';\nexport const b = 1;\nexport type A = typeof a;\n` };
    expect((await checkChange(base, head)).findings).toEqual([]);
  });

  it('does not report an old cycle again when it is renamed, or when a shorter one that hid it is gone', async () => {
    const cyclic = { ...base, 'src/b.ts': `import { a } from './a.js';\nexport const b = () => a;\n` };
    const renamed = {
      'src/b.ts': null,
      'src/c.ts': cyclic['src/b.ts'],
      'src/a.ts': base['src/a.ts'].replace('b.js', 'c.js'),
    };
    expect((await checkChange(cyclic, renamed)).findings).toEqual([]);
    const long = {
      ...cyclic,
      'src/c.ts': `import './a.ts';\n`,
      'src/b.ts': `import './a.ts';\nimport './c.ts';\nexport const b = 1;\n`,
    };
    const shorter = { 'src/b.ts': `import './c.ts';\nexport const b = 1;\n` };
    expect((await checkChange(long, shorter)).findings).toEqual([]);
  });

  it('reports an import of nothing, and neither old ones nor those that may be there', async () => {
    const head = {
      'package.json': '{ "type": "module", "dependencies": { "left-pad": "1" } }',
      'src/new.ts': [
        `import pad from 'left-pad';`,
        `import { a } from '@app/a';`,
        `import { client } from './generated/client.ts';`,
        `import fs from 'node:fs';`,
        `import { rank } from './rnak.ts';`,
        `import nothing from 'not-installed-anywhere';`,
        `export default [pad, a, client, fs, rank, nothing];\n`,
      ].join('\n'),
    };
    expect((await checkChange(base, head)).findings).toEqual([['architecture/unresolvable', 'error', 'src/new.ts', 5]]);
  });

  it('reports the import of a file that the change deletes', async () => {
    expect((await checkChange(base, { 'src/b.ts': null })).findings).toEqual([
      ['architecture/unresolvable', 'error', 'src/a.ts', 1],
    ]);
  });

  it('is not looked at when nothing that decides the architecture changes', async () => {
    expect((await checkChange(base, { 'README.md': 'hello' })).evidence).toMatchObject({ rules: 'none', head: [] });
  });
});
