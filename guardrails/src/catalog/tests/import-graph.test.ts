import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createImportGraph } from './import-graph.ts';

const importers = (texts: Readonly<Record<string, string>>, ...targets: readonly string[]) =>
  [
    ...createImportGraph(new Map(Object.entries(texts)), new Map([['@own/lib', 'lib']]), targets).importersOf(targets),
  ].sort();

describe('the files that import another', () => {
  it.each([
    ["import { a } from './a.ts';"],
    ["import './a';"],
    ["import type { A } from './a.js';"],
    ["export * from './a';"],
    ["const a = await import('./a.ts');"],
    ["const a = require('./a');"],
    ["import {\n  a,\n} from\n  './a.js';"],
  ])('are found by %s', (text) => {
    expect(importers({ 'src/a.ts': '', 'src/b.ts': text }, 'src/a.ts')).toEqual(['src/a.ts', 'src/b.ts']);
  });

  it('are found over others, over index files, and over the name of a package of the repository', () => {
    const texts = {
      'lib/index.ts': "export * from './deep/index.js';",
      'lib/deep/index.ts': '',
      'app/main.ts': "import { x } from '@own/lib/sub';",
      'app/main.test.ts': "import './main.ts';",
      'app/apart.ts': "import '@own/library';",
    };
    expect(importers(texts, 'lib/deep/index.ts')).toEqual([
      'app/main.test.ts',
      'app/main.ts',
      'lib/deep/index.ts',
      'lib/index.ts',
    ]);
  });

  it('are found for a file that is no longer there', () => {
    expect(importers({ 'a.test.ts': "import './gone.ts';" }, 'gone.ts')).toEqual(['a.test.ts', 'gone.ts']);
  });

  it('are found along any chain, and a cycle ends', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 2, maxLength: 10 }), (links) => {
        const names = links.map((_, index) => `f${index}.ts`);
        const texts = Object.fromEntries(
          links.map((to, index) => [`f${index}.ts`, `import './f${to % names.length}.ts';`]),
        );
        const reached = new Set(importers(texts, 'f0.ts'));
        for (const [index, to] of links.entries()) {
          if (reached.has(`f${to % names.length}.ts`)) expect(reached.has(`f${index}.ts`)).toBe(true);
        }
      }),
    );
  });
});
