import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CollectContext } from '../../guardrail.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import { buildChange, buildTree, type Files } from '../../source/memory-tree.builder.ts';
import { createFacts } from '../../tree/facts.ts';
import { readGraphPair } from './graph-pair.ts';
import { planPart, type PartPlan } from './plan-part.ts';

type Edits = { readonly [path: string]: string | null };

const plan = async (base: Files, edits: Edits, renames: Files = {}): Promise<PartPlan> => {
  const head = Object.fromEntries(
    Object.entries({ ...base, ...edits }).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])),
  );
  const change = buildChange(base, head, renames);
  const never = () => Promise.reject(new Error('nothing may run'));
  const context: CollectContext = {
    ...{ base: buildTree(base), head: buildTree(head), change, facts: createFacts() },
    ...{ run: never, exclusive: never, history: never, signal: new AbortController().signal },
    policy: { configuration: defaultConfiguration, exemptions: [], brief: null },
  };
  return planPart(change, await readGraphPair(context));
};

const base: Files = {
  'src/a.ts': `import { b } from './b';\nexport const a = b;\n`,
  'src/b.ts': `import { c } from './c';\nexport const b = c;\n`,
  'src/c.ts': `export const c = 1;\n`,
  'src/d.ts': `import { c } from './c';\nexport const d = c;\n`,
};

describe('planPart', () => {
  it('looks at a changed module alone where nothing else can change', async () => {
    expect(await plan(base, { 'src/a.ts': `import { b } from './b';\nexport const a = [b];\n` })).toMatchObject({
      head: { changed: ['src/a.ts'], members: [], left: [], known: { 'src/a.ts': ['src/b.ts'] } },
      base: { changed: ['src/a.ts'], members: [], left: [] },
    });
  });

  it('looks at all modules on a cycle with a changed one, whoever closes it', async () => {
    const planned = await plan(base, { 'src/c.ts': `import type { a } from './a';\nexport const c: typeof a = 1;\n` });
    if ('whole' in planned) throw new Error(planned.whole);
    expect(planned.head.changed).toEqual(['src/c.ts']);
    expect([...planned.head.members].sort()).toEqual(['src/a.ts', 'src/b.ts', 'src/c.ts']);
  });

  it('looks at a module that loses an importer, and knows who is left and who was', async () => {
    expect(await plan(base, { 'src/a.ts': 'export const a = 1;\n' })).toMatchObject({
      head: { left: ['src/b.ts'], importers: { 'src/b.ts': [] } },
      base: { left: ['src/b.ts'], importers: { 'src/b.ts': ['src/a.ts'] } },
    });
  });

  it('looks at modules that are not changed and name a file that comes, goes or moves', async () => {
    expect(await plan(base, { 'src/c.ts': null })).toMatchObject({ head: { changed: ['src/b.ts', 'src/d.ts'] } });
    expect(await plan(base, { 'src/c.js': 'export const c = 2;\n' })).toMatchObject({
      head: { changed: ['src/c.js', 'src/b.ts', 'src/d.ts'] },
    });
    expect(await plan(base, { 'src/c/index.ts': 'export const c = 2;\n' })).toMatchObject({
      head: { changed: ['src/c/index.ts', 'src/b.ts', 'src/d.ts'] },
    });
    const moved = await plan(
      base,
      { 'src/c.ts': null, 'src/e.ts': 'export const c = 1;\n' },
      { 'src/e.ts': 'src/c.ts' },
    );
    expect(moved).toMatchObject({
      head: { changed: ['src/e.ts', 'src/b.ts', 'src/d.ts'] },
      base: { changed: ['src/c.ts', 'src/b.ts', 'src/d.ts'] },
    });
  });

  it('looks at modules that name a package of the tree which loses a file, and an alias that leads nowhere now', async () => {
    const workspace: Files = {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@app/*": ["./src/*"] } } }',
      'packages/tax/package.json': '{ "name": "@shop/tax" }',
      'packages/tax/src/index.ts': 'export const tax = 1;\n',
      'src/rate.ts': 'export const rate = 1;\n',
      'src/cart.ts': `import { tax } from '@shop/tax';\nexport const cart = tax;\n`,
      'src/bill.ts': `import { rate } from '@app/rate';\nexport const bill = rate;\n`,
    };
    expect(await plan(workspace, { 'packages/tax/src/index.ts': null })).toMatchObject({
      head: { changed: ['src/cart.ts'] },
    });
    expect(await plan(workspace, { 'src/rate.ts': null })).toMatchObject({ head: { changed: ['src/bill.ts'] } });
  });

  it('asks for the whole tree when what resolves imports changes, and for what cannot be read', async () => {
    expect(await plan(base, { 'package.json': '{}' })).toEqual({ whole: 'package.json is changed' });
    expect(await plan(base, { 'src/tsconfig.json': '{}' })).toEqual({ whole: 'src/tsconfig.json is changed' });
    expect(await plan(base, { 'src/a.ts': '= ;' })).toEqual({ whole: 'src/a.ts could not be read' });
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`src/n${String(at)}.ts`, 'export {};\n']));
    expect(await plan(base, many)).toEqual({ whole: 'more than 500 modules to look at' });
  });

  it('looks at every module whose imports differ, whatever comes, goes and is edited', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const text = fc.subarray(names).map((targets) => targets.map((name) => `import './${name}';\n`).join(''));
    const tree = fc.dictionary(fc.constantFrom(...names.map((name) => `${name}.ts`)), text, { noNullPrototype: true });
    await fc.assert(
      fc.asyncProperty(tree, tree, async (before, after) => {
        const gone = Object.fromEntries(Object.keys(before).map((path) => [path, null]));
        const planned = await plan(before, { ...gone, ...after });
        if ('whole' in planned) throw new Error(planned.whole);
        const resolved = (files: Files, path: string): string =>
          JSON.stringify(
            [...(files[path] ?? '').matchAll(/'\.\/(\w)'/gu)].map((it) => files[`${it[1] ?? ''}.ts`] !== undefined),
          );
        const differing = Object.keys(after).filter(
          (path) => before[path] !== after[path] || resolved(before, path) !== resolved(after, path),
        );
        expect(planned.head.changed).toEqual(expect.arrayContaining(differing));
      }),
      { numRuns: 60 },
    );
  });
});
