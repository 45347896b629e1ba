import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFacts } from '../tree/facts.ts';
import { exportedNames } from './exported-names.ts';
import { importersOf } from './importers-of.ts';
import { buildTree, type Files } from './memory-tree.builder.ts';
import { readImportGraph } from './read-import-graph.ts';
import { shortestPath } from './shortest-path.ts';
import { strongComponents } from './strong-components.ts';

const graphOf = (files: Files) => readImportGraph(createFacts(), buildTree(files));

describe('the import graph', () => {
  it('knows who imports whom, and what stays outside', async () => {
    const graph = await graphOf({
      'a.ts': `import { b } from './b.js';\nimport fs from 'node:fs';\nimport x from 'x';\nimport './gone';`,
      'b.ts': `export const b = 1;`,
      'c.vue': `<script>import './a'</script>`,
      'README.md': `import './a'`,
    });
    expect(graph.edgesFrom('a.ts')).toMatchObject([{ to: 'b.ts', line: 1, isTypeOnly: false, names: ['b'] }]);
    expect(graph.edgesTo('a.ts').map(({ from }) => from)).toEqual(['c.vue']);
    expect(graph.outsideOf('a.ts').map(({ resolution }) => resolution.kind)).toEqual(['builtin', 'package', 'missing']);
    expect([...importersOf(graph, ['b.ts'])].sort()).toEqual(['a.ts', 'b.ts', 'c.vue']);
  });

  it('takes an import of interfaces alone for one of types, as TypeScript does', async () => {
    const graph = await graphOf({
      'a.ts': `import { T } from './t';\nimport { T as U, v } from './t';\nimport './t';`,
      't.ts': `export interface T {}\nexport const v = 1;`,
    });
    expect(graph.edgesFrom('a.ts').map(({ isTypeOnly }) => isTypeOnly)).toEqual([true, false, false]);
    expect([...importersOf(graph, ['t.ts'], { withTypes: false })]).toContain('a.ts');
  });

  it('follows exported names through barrels, cycles of barrels too', async () => {
    const graph = await graphOf({
      'index.ts': `export * from './a';\nexport { b as c } from './b';\nexport default 1;\nexport const own = 1;`,
      'a.ts': `export * from './index';\nexport const a = 1;\nexport const own = 2;\nexport default 2;`,
      'b.ts': `export const b = 1;`,
    });
    expect(exportedNames(graph, 'index.ts').map(({ name, file }) => `${name} ${file}`)).toEqual([
      ...['a a.ts', 'c index.ts', 'default index.ts', 'own index.ts'],
    ]);
  });
});

const node = fc.integer({ min: 0, max: 9 }).map(String);
const arrows = fc.uniqueArray(fc.tuple(node, node), { selector: (arrow) => arrow.join(), maxLength: 30 });
const nextIn = (edges: readonly (readonly [string, string])[]) => (from: string) =>
  edges.flatMap(([one, two]) => (one === from ? [two] : []));
const all = Array.from({ length: 10 }, (_, index) => String(index));

/** Which nodes can be reached, by trying all. */
const reachable = (from: string, next: (node: string) => readonly string[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  const pending = [...next(from)];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    pending.push(...next(at));
  }
  return seen;
};

describe('cycles', () => {
  it('are the nodes that reach each other: exactly Tarjan’s components', () => {
    fc.assert(
      fc.property(arrows, (edges) => {
        const next = nextIn(edges);
        const components = strongComponents(all, next);
        const componentOf = new Map(components.flatMap((nodes, index) => nodes.map((one) => [one, index] as const)));
        expect(componentOf.size).toBe(components.flat().length);
        for (const one of all)
          for (const two of all) {
            const together = reachable(one, next).has(two) && reachable(two, next).has(one);
            expect(componentOf.has(one) && componentOf.get(one) === componentOf.get(two)).toBe(together);
          }
      }),
    );
  });

  it('do not exhaust the stack when a chain is long', () => {
    const next = (from: string) => [String((Number(from) + 1) % 50_000)];
    expect(strongComponents(['0'], next).map(({ length }) => length)).toEqual([50_000]);
  });
});

describe('shortestPath', () => {
  it('is a way along arrows, and as short as any', () => {
    fc.assert(
      fc.property(arrows, node, node, (edges, from, to) => {
        const next = nextIn(edges);
        const path = shortestPath({ from, to }, next);
        expect(path !== null).toBe(from === to || reachable(from, next).has(to));
        for (const [index, one] of (path ?? []).slice(1).entries()) expect(next(path?.[index] ?? '')).toContain(one);
        expect(new Set(path).size).toBe(path?.length ?? 0);
      }),
    );
  });
});
