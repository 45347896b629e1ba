import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CollectContext } from '../../guardrail.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import type { Policy } from '../../policy/policy.ts';
import { buildChange, buildTree, type Files } from '../../source/memory-tree.builder.ts';
import { createFacts } from '../../tree/facts.ts';
import { architecture } from './architecture.ts';
import { ignoredGlobs } from './ignored-paths.ts';
import { impureNames } from './impure-names.ts';

type Options = {
  readonly renames?: Files;
  readonly hasBrief?: boolean;
  readonly pure?: Policy['configuration']['architecture']['pure'];
};

const brief: NonNullable<Policy['brief']> = {
  task: 't',
  scope: { write: ['**'], forbid: [] },
  api: 'unchanged',
  tests: 'add',
  behaviour: 'change',
  diffLines: null,
};

const check = async (base: Files, edits: { readonly [path: string]: string | null }, options: Options = {}) => {
  const edited = { ...base, ...edits };
  const head = Object.fromEntries(
    Object.entries(edited).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])),
  );
  const policy: Policy = {
    configuration: {
      ...defaultConfiguration,
      architecture: { ...defaultConfiguration.architecture, pure: options.pure ?? [] },
    },
    exemptions: [],
    brief: options.hasBrief === true ? brief : null,
  };
  const never = () => Promise.reject(new Error('nothing may run'));
  const context: CollectContext = {
    ...{ base: buildTree(base), head: buildTree(head), change: buildChange(base, head, options.renames), policy },
    ...{ facts: createFacts(), run: never, exclusive: never, history: never, signal: new AbortController().signal },
  };
  const collected = await architecture.collect(context);
  if ('cannotCheck' in collected) throw new Error(collected.cannotCheck);
  expect(JSON.parse(JSON.stringify(collected.evidence))).toEqual(collected.evidence);
  return architecture.assess(collected.evidence, policy).filter(({ code }) => code !== 'architecture/reach');
};

const found = async (...given: Parameters<typeof check>): Promise<readonly string[]> =>
  (await check(...given)).map(
    ({ code, level, file, line }) => `${level} ${code.replace('architecture/', '')} ${file ?? ''}:${line ?? ''}`,
  );

const pair: Files = {
  'package.json': '{ "name": "shop", "main": "src/index.ts" }',
  'src/index.ts': `import { a } from './a.js';\nexport const start = () => a;\n`,
  'src/a.ts': `import { b } from './b.js';\nexport const a = () => b;\n`,
  'src/b.ts': `export const b = 1;\nexport interface B {}\n`,
};

describe('a new cycle', () => {
  it('stands at the import that closes it, with its path and a picture of before and after', async () => {
    const [finding] = await check(pair, {
      'src/b.ts': `// now\nimport { a } from './a.js';\nexport const b = () => a;\n`,
    });
    expect(finding).toMatchObject({ code: 'architecture/new-cycle', level: 'warning', file: 'src/b.ts', line: 2 });
    expect(finding?.data['path']).toEqual(['src/b.ts', 'src/a.ts', 'src/b.ts']);
    expect(finding?.data['picture']).toBe(`flowchart LR
  subgraph before
    before_n0["src/b.ts"]
    before_n1["src/a.ts"]
    before_n1 --> before_n0
  end
  subgraph after
    after_n0["src/b.ts"]
    after_n1["src/a.ts"]
    after_n0 ==> after_n1
    after_n1 --> after_n0
  end`);
  });

  it('is an error in an agent’s task', async () => {
    const edits = { 'src/b.ts': `import { a } from './a.js';\nexport const b = () => a;\n` };
    expect(await found(pair, edits, { hasBrief: true })).toEqual(['error new-cycle src/b.ts:1']);
  });

  it('is none by types, by interfaces without `type`, or by import()', async () => {
    for (const line of [`import type { a } from './a.js';`, `const a = () => import('./a.js');`])
      expect(await found(pair, { 'src/b.ts': `${line}\nexport const b = 1;\n` }), line).toEqual([]);
    const base = {
      ...pair,
      'src/b.ts': `export interface B {}\n`,
      'src/a.ts': `import { B } from './b.js';\nexport const a = (b: B) => b;\n`,
    };
    expect(
      await found(base, {
        'src/b.ts': `import { a } from './a.js';\nexport interface B {}\nexport const b = () => a;\n`,
      }),
    ).toEqual([]);
  });

  it('begins where an import of types begins to run', async () => {
    const base = { ...pair, 'src/b.ts': `import type { a } from './a.js';\nexport const b = 1;\n` };
    expect(await found(base, { 'src/b.ts': `import { a } from './a.js';\nexport const b = () => a;\n` })).toEqual([
      'warning new-cycle src/b.ts:1',
    ]);
  });

  it('weighs less when it makes an old knot larger, and is none when a file of an old one moves', async () => {
    const knot = { ...pair, 'src/b.ts': `import { a } from './a.js';\nexport const b = () => a;\n` };
    const larger = {
      'src/b.ts': `import { a } from './a.js';\nimport { c } from './c.js';\nexport const b = () => [a, c];\n`,
      'src/c.ts': `import { a } from './a.js';\nexport const c = () => a;\n`,
    };
    expect(await found(knot, larger)).toEqual(['note new-cycle src/b.ts:2']);
    const moved = {
      'src/b.ts': null,
      'src/z.ts': knot['src/b.ts'],
      'src/a.ts': `import { b } from './z.js';\nexport const a = () => b;\n`,
    };
    expect(await found(knot, moved, { renames: { 'src/z.ts': 'src/b.ts' } })).toEqual([]);
  });
});

describe('an import of nothing', () => {
  it('is an error where the file is not there, or is taken away while others import it', async () => {
    expect(await found(pair, { 'src/b.ts': `import './rnak.js';\nexport const b = 1;\n` })).toEqual([
      'error unresolvable src/b.ts:1',
    ]);
    expect(await found(pair, { 'src/b.ts': null })).toEqual(['error unresolvable src/a.ts:1']);
  });

  it('weighs less for types, and is none where the file may be made later or is data', async () => {
    expect(await found(pair, { 'src/b.ts': `import type { X } from './x.js';\nexport const b = 1;\n` })).toEqual([
      'warning unresolvable src/b.ts:1',
    ]);
    const base = { ...pair, '.gitignore': 'version.ts\n/src/made/\n' };
    for (const specifier of [
      './generated/client.js',
      './routes.gen.js',
      '../dist/main.js',
      './style.css',
      './version.js',
      './made/x.js',
      './a.txt?raw',
      'left-pad',
      '@app/x',
      '#x',
      'virtual:pwa',
    ])
      expect(await found(base, { 'src/b.ts': `import '${specifier}';\nexport const b = 1;\n` }), specifier).toEqual([]);
  });

  it('is one in src/lib too, where its importer shows that no build writes there', async () => {
    const base = { ...pair, 'src/lib/c.ts': 'export const c = 1;\n' };
    const gone = `import './gone.js';\n`;
    expect(await found(base, { 'src/lib/c.ts': gone })).toEqual(['error unresolvable src/lib/c.ts:1']);
    expect(await found(base, { 'src/b.ts': `import './lib/gone.js';\nexport const b = 1;\n` })).toEqual([]);
  });

  it('weighs less in a test of a branch, which running it will tell', async () => {
    const edits = { 'src/a.test.ts': `import './gone.js';\n` };
    expect(await found(pair, edits)).toEqual(['warning unresolvable src/a.test.ts:1']);
    expect(await found(pair, edits, { hasBrief: true })).toEqual(['error unresolvable src/a.test.ts:1']);
  });

  it('is not the change’s when it was on base', async () => {
    const base = { ...pair, 'src/b.ts': `import './gone.js';\nexport const b = 1;\n` };
    expect(await found(base, { 'src/b.ts': `import './gone.js';\nexport const b = 2;\n` })).toEqual([]);
  });
});

const work = `export const total = (items: readonly { price: number; count: number }[], rate: number): number => {
  let sum = 0;
  for (const item of items) {
    if (item.count < 0) throw new Error('count below zero');
    const price = item.price * item.count;
    if (price > 1000) {
      sum += price * 0.9;
    } else {
      sum += price;
    }
  }
  const tax = sum * rate;
  return Math.round((sum + tax) * 100) / 100;
};
`;

describe('orphaned modules', () => {
  it('lose their last importer by the change', async () => {
    const edits = { 'src/a.ts': `export const a = () => 1;\n` };
    expect(await found(pair, edits)).toEqual(['note orphaned-module src/b.ts:']);
    expect(await found(pair, edits, { hasBrief: true })).toEqual(['warning orphaned-module src/b.ts:']);
  });

  it('are those too that only tests import now, and those that a task adds beside imported ones', async () => {
    const tested = { ...pair, 'src/b.test.ts': `import './b.js';` };
    expect(await found(tested, { 'src/a.ts': `export const a = () => 1;\n` })).toEqual([
      'note orphaned-module src/b.ts:',
    ]);
    expect(
      await found(
        {
          ...pair,
          'src/x/a.ts': '',
          'src/x/b.ts': '',
          'src/index.ts': `import './a.js';\nimport './x/a.js';\nimport './x/b.js';`,
        },
        { 'src/x/c.ts': 'export const c = 1;\n' },
      ),
    ).toEqual(['note orphaned-module src/x/c.ts:']);
  });

  it('are none where something else starts them', async () => {
    const base = { ...pair, 'package.json': '{ "name": "shop", "bin": "src/b.ts" }' };
    expect(await found(base, { 'src/a.ts': `export const a = () => 1;\n` })).toEqual([]);
    for (const path of ['src/pages/x.ts', 'vite.config.ts', 'src/x.test.ts', 'src/main.ts', 'scripts/x.ts'])
      expect(await found(pair, { [path]: 'export const x = 1;\n' }), path).toEqual([]);
  });
});

const workspace: Files = {
  'package.json': '{ "name": "root", "workspaces": ["packages/*"] }',
  'packages/cart/package.json': '{ "name": "@shop/cart", "main": "src/index.ts" }',
  'packages/cart/src/index.ts': `export * from './price.js';\nexport { c as cart } from './cart.js';\n`,
  'packages/cart/src/price.ts': `export const price = 1;\nexport const vat = 2;\n`,
  'packages/cart/src/cart.ts': `export const c = 1;\n`,
  'packages/tax/package.json': '{ "name": "@shop/tax", "private": true, "main": "src/index.ts" }',
  'packages/tax/src/index.ts': `export const tax = 1;\n`,
};

describe('packages of the tree', () => {
  it('are told when one imports another for the first time', async () => {
    const edits = { 'packages/cart/src/cart.ts': `import { tax } from '@shop/tax';\nexport const c = tax;\n` };
    expect(await found(workspace, edits)).toEqual(['note new-package-dependency packages/cart/src/cart.ts:1']);
    expect(
      await found(
        { ...workspace, ...edits },
        { 'packages/cart/src/price.ts': `import '@shop/tax';\nexport const price = 1;\nexport const vat = 2;\n` },
      ),
    ).toEqual([]);
  });

  it('are told when their entry exports more or less, through barrels', async () => {
    const edits = { 'packages/cart/src/price.ts': `export const price = 1;\nexport const discount = 2;\n` };
    const findings = await check(workspace, edits);
    expect(findings.map(({ code, level, file, data }) => [code, level, file, data['names']])).toEqual([
      ['architecture/surface-grew', 'note', 'packages/cart/src/index.ts', ['discount']],
      ['architecture/surface-shrank', 'warning', 'packages/cart/src/index.ts', ['vat']],
    ]);
    expect(await found(workspace, { 'packages/tax/src/index.ts': `export const duty = 1;\n` })).toEqual([
      ...['note surface-grew packages/tax/src/index.ts:', 'note surface-shrank packages/tax/src/index.ts:'],
    ]);
  });

  it('have the surface they had when a name only moves behind the entry', async () => {
    const edits = {
      'packages/cart/src/price.ts': `export const price = 1;\nexport * from './vat.js';\n`,
      'packages/cart/src/vat.ts': `export const vat = 2;\n`,
    };
    expect(await found(workspace, edits)).toEqual([]);
  });
});

describe('duplicated code', () => {
  const base = {
    ...pair,
    'src/total.ts': work,
    'src/b.ts': `import { total } from './total.js';\nexport const b = total;\n`,
  };
  const copied = work
    .replaceAll('items', 'rows')
    .replaceAll('price', 'amount')
    .replace('0.9', '0.8')
    .replace('total', 'sumUp');
  const use = `import { b } from './b.js';\nimport { sumUp } from './sum.js';\nexport const a = () => [b, sumUp];\n`;

  it('is told with the place of what is there, whatever its names', async () => {
    const [finding] = await check(base, { 'src/sum.ts': copied, 'src/a.ts': use });
    expect(finding).toMatchObject({ code: 'architecture/duplicated-code', level: 'note', file: 'src/sum.ts', line: 1 });
    expect(finding?.data['of']).toMatch(/^src\/total\.ts:1-1\d$/u);
    expect(await found(base, { 'src/sum.ts': copied, 'src/a.ts': use }, { hasBrief: true })).toEqual([
      'warning duplicated-code src/sum.ts:1',
    ]);
  });

  it('is none where code moves, where it is short, or in tests', async () => {
    expect(
      await found(base, {
        'src/total.ts': null,
        'src/sum.ts': copied.replace('sumUp', 'total'),
        'src/b.ts': `import { total } from './sum.js';\nexport const b = total;\n`,
      }),
    ).toEqual([]);
    expect(
      await found(base, { 'src/sum.ts': copied.split('\n').slice(0, 8).join('\n') + '}};\n', 'src/a.ts': use }),
    ).toEqual([]);
    expect(await found(base, { 'src/sum.test.ts': copied })).toEqual([]);
  });
});

describe('a pure layer', () => {
  const base = {
    ...pair,
    'src/core/rank.ts': `export const rank = (now: number) => now;\n`,
    'src/index.ts': `import './core/rank.js';\nimport './a.js';\n`,
  };
  const pure = [{ files: ['src/core/**'], mayName: ['console'] }];

  it('may not name the clock, chance, the environment, the disk or the network', async () => {
    const text = `import fs from 'node:fs';\nexport const rank = () => [fs, Date.now(), process.env['A'],\n Math.random(), fetch('x'), console.log(1)];\n`;
    expect(await found(base, { 'src/core/rank.ts': text }, { pure })).toEqual([
      ...[1, 2, 2, 3, 3].map((line) => `error impure-layer src/core/rank.ts:${line}`),
    ]);
    expect(await found(base, { 'src/core/rank.test.ts': text }, { pure })).toEqual([]);
    expect(await found(base, { 'src/b.ts': text }, { pure: [] })).not.toContain('error impure-layer src/b.ts:1');
  });

  it('answers only for what the change adds', async () => {
    const impure = { ...base, 'src/core/rank.ts': `export const rank = () => Date.now();\n` };
    expect(
      await found(impure, { 'src/core/rank.ts': `// why\nexport const rank = () => Date.now() + 1;\n` }, { pure }),
    ).toEqual([]);
    expect(
      await found(impure, { 'src/core/rank.ts': `export const rank = () => Date.now() -\n Date.now();\n` }, { pure }),
    ).toEqual(['error impure-layer src/core/rank.ts:2']);
  });
});

describe('impureNames', () => {
  const names = (text: string) => impureNames(text, 'a.ts').map(({ name }) => name);

  it('sees through globalThis, destructuring and brackets', () => {
    expect(
      names(
        `globalThis.process; globalThis['fetch']; const { now } = Date; const { random: r } = Math; Math['random'](); new Date(); Date();`,
      ),
    ).toEqual([...['process', 'fetch', 'Date.now', 'Math.random', 'Math.random', 'new Date()', 'Date()']]);
  });

  it('is not misled by names that are hidden, keys, types and members', () => {
    for (const text of [
      `export const f = (process: { fetch: number }, fetch = 1) => process.fetch + fetch;`,
      `import { console } from './log.js'; console.log(1);`,
      `function f() { const setTimeout = 1; { return setTimeout; } }`,
      `for (const location of []) location;`,
      `try {} catch (history) { history; }`,
      `const { window: w, document } = {} as any; w; document;`,
      `type A = typeof process; interface B { fetch: Console }`,
      `const a = { process: 1, fetch() {} }; a.process; a.fetch(); class C { console = 1; setTimeout() {} }`,
      `new Date(0); Date.UTC(1, 2); Date.parse('x'); Math.max(1); const x = y instanceof Date;`,
      `typeof process === 'undefined';`,
      `process: for (;;) break process;`,
      `import type fs from 'node:fs'; import path from 'node:path';`,
      `const s = 'process.env'; // Date.now()`,
      `function g() { if (true) { var fetch = 1; } return fetch; }`,
      `enum E { process } class Worker {} new Worker();`,
    ])
      expect(names(text), text).toEqual([]);
  });

  it('sees a global after the scope that hid it', () => {
    expect(names(`{ const fetch = 1; fetch; } fetch;`)).toEqual(['fetch']);
    expect(names(`declare const process: { env: object }; process.env;`)).toEqual(['process']);
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      'process',
      '.',
      '(',
      ')',
      '{',
      '}',
      '=>',
      'const ',
      '=',
      'Date.now()',
      '[',
      ']',
      ',',
      'class A',
      'function ',
      '\n',
    );
    fc.assert(fc.property(fc.array(piece), (pieces) => { expect(Array.isArray(names(pieces.join('')))).toBe(true); })); // prettier-ignore
  });
});

describe('odd input', () => {
  it('is said not to be checked where it does not parse or is too large', async () => {
    const base = { ...pair };
    const head = { ...pair, 'src/a.ts': 'import {{{', 'src/b.ts': `export const b = '${'x'.repeat(1_600_000)}';\n` };
    const context = {
      base: buildTree(base),
      head: buildTree(head),
      change: buildChange(base, head),
      facts: createFacts(),
    };
    const policy: Policy = { configuration: defaultConfiguration, exemptions: [], brief: null };
    const collected = await architecture.collect({ ...context, policy } as unknown as CollectContext);
    const evidence = 'evidence' in collected ? collected.evidence : null;
    expect(evidence && architecture.notChecked?.(evidence, policy).map(({ what }) => what)).toEqual([
      ...['the layers of this repository', 'imports of src/a.ts', 'imports of src/b.ts'],
    ]);
  });

  it('finds nothing in a change of a tree to itself, however its imports go', async () => {
    const file = fc.constantFrom('a', 'b', 'c', 'd');
    const trees = fc.dictionary(file, fc.array(file), { minKeys: 1 });
    await fc.assert(
      fc.asyncProperty(trees, async (tree) => {
        const files = Object.fromEntries(
          Object.entries(tree).map(([name, targets]) => [
            `src/${name}.ts`,
            targets.map((to) => `import './${to}.js';\n`).join(''),
          ]),
        );
        const renames = Object.fromEntries(Object.keys(files).map((path) => [path, path]));
        expect(await found(files, {}, { renames })).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('looks at thousands of new files at once, and tells at most twenty cycles', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [
        `src/many/m${index}.ts`,
        `import './m${index - (index % 2) + ((index + 1) % 2)}.js';\nimport './m${Math.max(0, index - 7)}.js';\n`,
      ]),
    );
    const all = await found(pair, many);
    expect(all.filter((text) => text.includes('new-cycle'))).toHaveLength(20);
  });

  it('knows what a .gitignore covers', () => {
    expect(ignoredGlobs('# x\n\n/a/b\nc.ts\n!d\n*\n', 'src/')).toEqual([
      'src/a/b',
      'src/a/b/**',
      'src/**/c.ts',
      'src/**/c.ts/**',
    ]);
  });
});
