import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRunner } from '../../check/create-run.ts';
import { openSubject } from '../../check/open-subject.ts';
import { withTemporaryFolder } from '../../tree/temporary-folder.ts';
import type { LintEvidence } from './lint-evidence.ts';
import { lint } from './lint.ts';
import { createFacts } from '../../tree/facts.ts';

/** Path → text; null removes the file. */
type Files = { readonly [path: string]: string | null };

const packages = resolve(import.meta.dirname, '../../../../node_modules');

const checkChange = (base: Files, head: Files, installed: readonly string[] = []) =>
  withTemporaryFolder('interlock-lint-', async (dir) => {
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
      mkdirSync(dirname(join(repository, 'node_modules', name)), { recursive: true });
      // As npm links a package of the workspace.
      const target = name === '@shop/rules' ? join(repository, 'rules') : join(packages, name);
      symlinkSync(target, join(repository, 'node_modules', name));
    }
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'base');
    write(head);
    const subject = await openSubject({ repository, base: 'main', head: 'WORKTREE' }, join(dir, 'check'));
    const { signal } = new AbortController();
    const { run } = createRunner({ kind: 'bubblewrap', signal });
    const context = { ...subject, run, signal, exclusive: <R>(work: () => Promise<R>) => work(), facts: createFacts() };
    const collected = await lint.collect(context);
    if ('cannotCheck' in collected) return { cannotCheck: collected.cannotCheck };
    const evidence = JSON.parse(JSON.stringify(collected.evidence)) as LintEvidence;
    const findings = lint.assess(evidence, subject.policy);
    return {
      evidence,
      findings: findings.map(({ code, level, file, line, data }) => [code, level, file, line, data['rule']]),
      notChecked: lint.notChecked?.(evidence, subject.policy) ?? [],
    };
  });

const flat = (rules: string) => `export default [{ files: ['**/*.js'], rules: ${rules} }];\n`;
const own = {
  'package.json': '{ "type": "module" }',
  'eslint.config.js': flat(`{ 'no-var': 'error', eqeqeq: 'warn' }`),
};

describe('a repository with an ESLint of its own', () => {
  it('reports what the change adds, and only that', async () => {
    const base = { ...own, 'a.js': 'var old = 1;\n', 'untouched.js': 'var old = 1;\n' };
    const head = { 'a.js': '// moved\nvar old = 1;\nvar added = old == 2;\n', 'b c.js': 'var b = 1;\n' };
    expect((await checkChange(base, head, ['eslint'])).findings).toEqual([
      ['lint/new-problem', 'warning', 'a.js', 3, 'eqeqeq'],
      ['lint/new-problem', 'error', 'a.js', 3, 'no-var'],
      ['lint/new-problem', 'error', 'b c.js', 1, 'no-var'],
    ]);
  });

  it('finds nothing in a clean change, and then leaves base alone', async () => {
    const result = await checkChange({ ...own, 'a.js': 'var old = 1;\n' }, { 'a.js': 'let old = 1;\n' }, ['eslint']);
    expect(result.findings).toEqual([]);
    expect(result.evidence).toMatchObject({ linter: 'own', base: [] });
  });

  it('judges by base’s configuration when the change weakens it', async () => {
    const head = { 'eslint.config.js': flat('{}'), 'a.js': 'var added = 1;\n' };
    expect((await checkChange({ ...own, 'a.js': '' }, head, ['eslint'])).findings).toEqual([
      ['lint/new-problem', 'error', 'a.js', 1, 'no-var'],
    ]);
  });

  it('judges by base’s configuration when the change weakens a file that it is made of, or removes it', async () => {
    const rules = `import rules from './rules.js';\nexport default [{ files: ['**/*.js'], rules }];\n`;
    const base = { ...own, 'eslint.config.js': rules, 'rules.js': `export default { 'no-var': 2 };\n`, 'a.js': '' };
    const weaker = { 'rules.js': 'export default {};\n', 'a.js': 'var added = 1;\n' };
    const expected = [['lint/new-problem', 'error', 'a.js', 1, 'no-var']];
    expect((await checkChange(base, weaker, ['eslint'])).findings).toEqual(expected);
    const without = { 'eslint.config.js': null, 'a.js': 'var added = 1;\n' };
    expect((await checkChange(base, without, ['eslint'])).findings).toEqual(expected);
  });

  it('judges by base’s rules of a workspace package', async () => {
    const rule = (visitors: string) => `export default { rules: { own: { create: (context) => (${visitors}) } } };\n`;
    const strict = rule(
      `{ WithStatement: () => {}, DebuggerStatement: (node) => context.report({ node, message: 'no' }) }`,
    );
    const configuration = `import plugin from '@shop/rules';\nexport default [{ files: ['**/*.js'], plugins: { shop: plugin }, rules: { 'shop/own': 2 } }];\n`;
    const base = {
      'package.json': '{ "type": "module", "workspaces": ["rules"] }',
      'eslint.config.js': configuration,
      'rules/package.json': '{ "name": "@shop/rules", "type": "module", "exports": "./index.js" }',
      'rules/index.js': strict,
      'a.js': '',
    };
    const head = { 'rules/index.js': rule('{}'), 'a.js': 'debugger;\n' };
    const result = await checkChange(base, head, ['eslint', '@shop/rules']);
    expect(result.findings).toEqual([['lint/new-problem', 'error', 'a.js', 1, 'shop/own']]);
  });

  it('uses typed rules on head although the change edits the configuration', async () => {
    const configuration = (extra: string) => `import tseslint from 'typescript-eslint';
export default tseslint.config({
  files: ['**/*.ts'],
  extends: [tseslint.configs.base],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: { '@typescript-eslint/no-floating-promises': 'error'${extra} },
});\n`;
    const base = {
      'package.json': '{ "type": "module" }',
      'tsconfig.json': '{ "compilerOptions": { "strict": true, "types": [] }, "include": ["*.ts"] }',
      'eslint.config.js': configuration(''),
      'a.ts': 'export const run = async () => 1;\n',
    };
    const head = {
      'eslint.config.js': configuration(`, 'no-var': 0`),
      'b.ts': `import { run } from './a.ts';\nrun();\n`,
    };
    const result = await checkChange(base, head, ['eslint', 'typescript-eslint', 'typescript']);
    expect(result).toMatchObject({
      findings: [['lint/new-problem', 'error', 'b.ts', 2, '@typescript-eslint/no-floating-promises']],
    });
  });

  it('reports a syntax error and a new suppression', async () => {
    const head = { 'a.js': 'const = 1;\n', 'b.js': '// eslint-disable-next-line no-var\nvar b = 1;\n' };
    expect((await checkChange({ ...own, 'a.js': '' }, head, ['eslint'])).findings).toEqual([
      ['lint/parse-error', 'error', 'a.js', 1, ''],
      ['lint/new-suppression', 'warning', 'b.js', 1, undefined],
    ]);
  });

  it('leaves alone what the configuration ignores', async () => {
    const ignoring = `export default [{ ignores: ['gen/**'] }, { files: ['**/*.js'], rules: { 'no-var': 2 } }];\n`;
    const head = { 'gen/a.js': 'var a = 1;\n', 'a.ts': 'not even: a script' };
    expect((await checkChange({ ...own, 'eslint.config.js': ignoring }, head, ['eslint'])).findings).toEqual([]);
  });

  it('uses the configuration of each package', async () => {
    const base = { 'packages/a/eslint.config.mjs': flat(`{ 'no-var': 2 }`), 'packages/b/b.js': '' };
    const head = { 'packages/a/src/a.js': 'var a = 1;\n', 'packages/b/b.js': 'var b = 1;\n' };
    expect((await checkChange(base, head, ['eslint'])).findings).toEqual([
      ['lint/new-problem', 'error', 'packages/a/src/a.js', 1, 'no-var'],
    ]);
  });

  it('cannot check without the installed ESLint, with the way out', async () => {
    const result = await checkChange({ ...own, 'a.js': '' }, { 'a.js': 'var a;\n' });
    expect(result.cannotCheck).toMatch(/not installed.*npm ci/u);
  });

  it('cannot check with a broken configuration, and says whose it is', async () => {
    const broken = { ...own, 'eslint.config.js': 'export default [', 'a.js': '' };
    const result = await checkChange(broken, { 'a.js': 'var a;\n' }, ['eslint']);
    expect(result.cannotCheck).toMatch(/eslint\.config\.js on head.*SyntaxError.*Base has the problem too\./su);
  });

  it('lets a change repair a configuration that does not run on base, and says that no rule ran', async () => {
    const broken = { ...own, 'eslint.config.js': "throw new Error('out of order');\n", 'a.js': '' };
    const repair = { 'eslint.config.js': own['eslint.config.js'], 'a.js': 'let a;\n' };
    const result = await checkChange(broken, repair, ['eslint']);
    expect(result).toMatchObject({ findings: [], notChecked: [{ what: 'the lint rules of eslint.config.js' }] });
    const works = { ...own, 'a.js': '' };
    const breaks = await checkChange(works, { 'eslint.config.js': 'export default [', 'a.js': 'var a;\n' }, ['eslint']);
    expect(breaks.findings).toEqual([
      ['lint/new-problem', 'error', 'a.js', 1, 'no-var'],
      ['lint/parse-error', 'error', 'eslint.config.js', 1, ''],
    ]);
  });

  it('takes a plugin that is not installed for no fault of the configuration', async () => {
    const config = "import plugin from 'eslint-plugin-absent';\nexport default [plugin];\n";
    const base = { ...own, 'eslint.config.js': config, 'a.js': '' };
    const result = await checkChange(base, { 'eslint.config.js': flat('{}'), 'a.js': 'var a;\n' }, ['eslint']);
    expect(result.cannotCheck).toMatch(/eslint-plugin-absent/u);
  });

  it('cannot check .eslintrc with an ESLint that no longer reads it', async () => {
    const result = await checkChange({ '.eslintrc.json': '{}', 'a.js': '' }, { 'a.js': 'var a;\n' }, ['eslint']);
    expect(result.cannotCheck).toMatch(/no longer reads \.eslintrc/u);
  });
});

describe('a repository without ESLint', () => {
  it('is checked for certain bugs as errors and for our rules as warnings', async () => {
    const head = {
      'src/a.ts': 'export type A = { a?: number };\nexport const f = (x: A): boolean => x.a === NaN;\n',
      'src/b.tsx': 'export const B = () => <b>{fetch("https://a/")}</b>;\n',
      'src/c.ts': 'export const c = 1;\n',
    };
    const result = await checkChange({ 'package.json': '{}', 'src/c.ts': '' }, head);
    expect(result.evidence?.linter).toBe('ours');
    expect(result.findings).toEqual([
      ['lint/new-problem', 'error', 'src/a.ts', 2, 'use-isnan'],
      ['lint/new-problem', 'warning', 'src/b.tsx', 1, 'local/no-unbounded-outbound-call'],
    ]);
  });

  it('is not blamed for comments that speak to a linter or plugin that is not here', async () => {
    const head = {
      'a.ts': '// eslint-disable-next-line import/no-cycle\nexport const a = 1; /* eslint gone/rule: "error" */\n',
    };
    expect((await checkChange({ 'package.json': '{}' }, head)).findings).toEqual([
      ['lint/new-suppression', 'warning', 'a.ts', 1, undefined],
    ]);
  });

  it('is not asked for anything when no script changes', async () => {
    const result = await checkChange({ 'a.md': 'a' }, { 'a.md': 'b' });
    expect(result.evidence).toEqual({ linter: 'none', files: [], head: [], base: [] });
  });

  it('is judged by our rules when the change adds a configuration of its own', async () => {
    const result = await checkChange(
      { 'a.js': '' },
      { 'eslint.config.js': flat('{}'), 'a.js': 'let a = NaN === 1;\n' },
    );
    expect(result.findings).toEqual([['lint/new-problem', 'error', 'a.js', 1, 'use-isnan']]);
  });
});
