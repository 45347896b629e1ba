import { describe, expect, it } from 'vitest';
import { compareGraphs } from './compare-graphs.ts';
import { parsePlainGraph, type PlainGraph } from './plain-graph.ts';

const graph = (...edges: readonly string[]): PlainGraph => ({
  files: ['a.ts', 'b.ts', 'c.ts'],
  edges: edges.map((text) => {
    const [from = '', specifier = '', to = '', circular] = text.split(' ');
    return { from, specifier, to, isCircular: circular === 'circular' };
  }),
});

describe('comparing two graphs', () => {
  it('counts what both have, and tells what only one has, by reason where there is one', () => {
    const ours = graph('a.ts ./b b.ts', 'a.ts @shop/c c.ts', 'b.ts ./c c.ts');
    const theirs = graph('a.ts ./b b.ts', 'c.ts ./a a.ts', 'b.ts lodash node_modules/lodash/index.js', 'b.ts ./x ');
    const { same, unexplained, ours: reasons } = compareGraphs(ours, theirs);
    expect(same).toBe(1);
    expect([...reasons]).toEqual([['a package of the tree or a baseUrl', 1]]);
    expect(unexplained).toEqual([`+ b.ts './c' c.ts`, `- c.ts './a' a.ts`]);
  });

  it('tells imports that close a cycle and are not marked so', () => {
    const theirs = graph('a.ts ./b b.ts circular', 'b.ts ./a a.ts');
    const ours = graph('a.ts ./b b.ts circular', 'b.ts ./a a.ts circular');
    expect(compareGraphs(ours, theirs).cycles).toEqual({ same: 1, onlyOurs: 1, onlyTheirs: 0, algorithm: 1 });
  });

  it('takes no answer of a broken tool', () => {
    expect(() => parsePlainGraph('{}')).toThrow('no graph');
    expect(parsePlainGraph('noise\n{"files":[],"edges":[]}\n')).toEqual({ files: [], edges: [] });
  });
});
