import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommands } from './commands.ts';
import { compareCi } from './compare-ci.ts';
import { compareScripts } from './compare-scripts.ts';
import { collectEffective } from './collect-effective.ts';
import { compareEffective } from './compare-effective.ts';
import { readCi } from './read-ci.ts';
import { readJsonText, readModule } from './read-module.ts';
import { matchUntrusted } from './safe-globs.ts';
import { readScripts } from './script-facts.ts';
import { plainOf, unknownIn } from './static-value.ts';
import type { Tree } from '../../../tree/tree.ts';

type Files = { readonly [path: string]: string };

const tree = (files: Files): Tree => ({
  ...{ commit: null, sha: '' },
  list: () => Promise.resolve(Object.keys(files).map((path) => ({ path, mode: '100644', sha: '' }))),
  readText: (path) => Promise.resolve(files[path] ?? null),
  checkout: () => Promise.reject(new Error('not for this')),
});

/** What became weaker, as `code file:line what`. */
const weaker = async (base: Files, head: Files): Promise<readonly string[]> => {
  const files = [...new Set([...Object.keys(base), ...Object.keys(head)])]
    .filter((path) => base[path] !== head[path])
    .map((path) => ({
      ...{ status: 'modified' as const, path, isBinary: false, hunks: [] },
      ...{ baseMode: '100644' as const, headMode: '100644' as const },
    }));
  const evidence = await collectEffective({
    base: tree(base),
    head: tree(head),
    change: { base: 'b', head: 'h', files },
  });
  return compareEffective(evidence).map(({ code, file, line, what }) => `${code} ${file}:${line ?? 0} ${what}`);
};

const read = async (files: Files, path: string) => (await readModule(tree(files), path)).value;

describe('reading a configuration that is code', () => {
  it('follows constants, spreads, relative imports and functions that wrap', async () => {
    const value = await read(
      {
        'a.config.ts': [
          "import { shared } from './shared.js';",
          'const retry = 2;',
          'export default defineConfig(() => ({ test: { ...shared, retry } }));',
        ].join('\n'),
        'shared.ts': "export const shared = { include: ['a', `b`], bail: -1 } as const;",
      },
      'a.config.ts',
    );
    expect(value && plainOf(value)).toEqual({ test: { include: ['a', 'b'], bail: -1, retry: 2 } });
  });

  it('says what it cannot know, and never guesses it', async () => {
    const value = await read(
      { 'a.js': "import x from 'x';\nmodule.exports = { a: x.all, ...x.more, b: process.env.B };" },
      'a.js',
    );
    expect(value && unknownIn(value)).toEqual(['x.more', 'x.all', 'process.env.B']);
  });

  it('ends on names that need themselves and on lists that double without end', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `const a${index + 1} = [...a${index}, ...a${index}];`);
    const doubling = ['const a0 = [1];', ...names, 'export default a40;'].join('\n');
    expect((await read({ 'a.js': doubling }, 'a.js'))?.kind).toBeDefined();
    expect((await read({ 'a.js': 'const a = { ...a }; export default a;' }, 'a.js'))?.kind).toBe('record');
    expect((await read({ 'a.js': "export { default } from './a.js';" }, 'a.js'))?.kind).toBeUndefined();
    expect((await read({ 'a.js': 'const f = () => f(); export default f();' }, 'a.js'))?.kind).toBeDefined();
  });

  it.each(['[', '{a:', 'a=>', 'a?b:', 'a=', '! ', '- ', 'await ', 'if(a)a;else ', 'let x:Array<', 'a+', 'a**'])(
    'survives %j written without end',
    async (piece) => {
      for (const count of [3000, 12_000, 90_000])
        expect((await read({ 'a.ts': `export default ${piece.repeat(count)}` }, 'a.ts'))?.kind).toBeUndefined();
    },
  );

  it('reads JSON as JSON.parse does, and no text makes it throw', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'small' }), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        if (typeof plain !== 'object' || plain === null || JSON.stringify(plain).includes('__proto__')) return;
        const found = readJsonText('a.json', JSON.stringify(plain));
        expect(found && JSON.parse(JSON.stringify(plainOf(found)))).toEqual(plain);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readJsonText('a.json', text)).not.toThrow();
        expect(() => readCi('.github/workflows/a.yml', text)).not.toThrow();
        expect(() => parseCommands(text)).not.toThrow();
      }),
    );
  });
});

describe('globs that an agent wrote', () => {
  it('are not tried where they could run for ever', () => {
    expect(matchUntrusted(['+(a|+(b|c))*'])).toBeNull();
    expect(matchUntrusted(['src/**/*.{ts,tsx}'])?.('src/a/b.tsx')).toBe(true);
  });
});

describe('compareScripts', () => {
  const pair = (base: object, head: object) => ({
    path: 'package.json',
    base: readScripts(readJsonText('package.json', JSON.stringify({ scripts: base }))),
    head: readScripts(readJsonText('package.json', JSON.stringify({ scripts: head }))),
  });
  const whats = (base: object, head: object) => compareScripts(pair(base, head)).map(({ what }) => what);

  it.each([
    [{ test: 'vitest run || true' }, 'cannot fail any more'],
    [{ test: 'vitest run; exit 0' }, 'cannot fail any more'],
    [{ test: 'echo ok' }, 'checks nothing'],
    [{}, 'script `test`'],
    [{ test: 'vitest run --retry=3' }, 'tries failing tests again'],
  ])('finds %j weaker than `vitest run`', (head, what) => {
    expect(whats({ test: 'vitest run' }, head).join()).toContain(what);
  });

  it.each([
    [{ test: 'jest' }, { test: 'vitest run' }],
    [{ lint: 'eslint .' }, { lint: 'biome check .' }],
    [{ lint: 'eslint . && tsc' }, { lint: 'eslint .', types: 'tsc --noEmit' }],
    [{ 'lint:fix': 'eslint --fix .' }, {}],
    [{ start: 'node .' }, {}],
  ])('finds %j as strong as %j', (base, head) => {
    expect(whats(base, head)).toEqual([]);
  });

  it('finds nothing where nothing changes, whatever the scripts are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (scripts) => {
        expect(whats(scripts, scripts)).toEqual([]);
      }),
    );
  });
});

describe('compareCi', () => {
  it('does not loop on aliases that hold themselves, and reads GitLab', () => {
    expect(readCi('.github/workflows/a.yml', 'jobs: &a\n  x: *a\n')?.jobs).toHaveLength(1);
    const file = '.gitlab-ci.yml';
    const base = readCi(file, 'test:\n  script:\n    - npm test\n');
    const head = readCi(file, 'test:\n  script:\n    - npm test\n  allow_failure: true\n');
    const commands = { baseCommands: ['run test'], headCommands: [{ text: 'run test', kinds: ['tests'] }] };
    expect(compareCi({ pairs: [{ path: file, base, head }], ...commands })).toMatchObject([
      { code: 'policy/ci-weakened' },
    ]);
  });
});

describe('collectEffective', () => {
  it('reports an option once, where it was lost, however many projects extend it', async () => {
    const packages = {
      'a/tsconfig.json': '{"extends":"../tsconfig.base.json"}',
      'b/tsconfig.json': '{"extends":"../tsconfig.base.json"}',
    };
    const found = await weaker(
      { ...packages, 'tsconfig.base.json': '{"compilerOptions":{"strict":true}}' },
      { ...packages, 'tsconfig.base.json': '{"compilerOptions":{\n"strict":false}}' },
    );
    expect(found).toEqual([expect.stringMatching(/^policy\/types-weakened tsconfig\.base\.json:2 `strict`/)]);
  });

  it('lets thresholds move from one runner to another', async () => {
    const jest = 'module.exports = { coverageThreshold: { global: { lines: 80 } } };';
    const vitest = (lines: number) => `export default { test: { coverage: { thresholds: { lines: ${lines} } } } };`;
    expect(await weaker({ 'jest.config.js': jest }, { 'vitest.config.ts': vitest(80) })).toEqual([]);
    expect(await weaker({ 'jest.config.js': jest }, { 'vitest.config.ts': vitest(10) })).toHaveLength(1);
  });

  it('takes a hook that is gone or empty for a loss, and a hook in other words for none', async () => {
    const hook = { '.husky/pre-commit': 'npx lint-staged\n' };
    expect(await weaker(hook, {})).toEqual(['policy/hook-removed .husky/pre-commit:1 pre-commit']);
    expect(await weaker(hook, { '.husky/pre-commit': 'pnpm lint-staged\n' })).toEqual([]);
  });

  it('does not throw on files that do not parse', async () => {
    const broken = {
      'tsconfig.json': '{',
      'eslint.config.js': 'export default [',
      '.github/workflows/a.yml': '{',
      'package.json': '[',
    };
    const whole = {
      'tsconfig.json': '{}',
      'eslint.config.js': 'export default []',
      '.github/workflows/a.yml': 'jobs: {}',
      'package.json': '{}',
    };
    expect(await weaker(whole, broken)).toEqual([]);
    expect(await weaker(broken, whole)).toEqual([]);
  });
});
