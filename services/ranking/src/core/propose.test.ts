import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Candidate } from './candidate.ts';
import { buildCandidate } from './candidate.builder.ts';
import { createCatalogue } from './catalogue.ts';
import { kinds } from './kinds.ts';
import { mergeProposals } from './merge-proposals.ts';
import { sources } from './propose.ts';
import { sourceIds } from './source-ids.ts';

const items: Candidate[] = [
  buildCandidate({ id: 't1', artist: 'ada', popularity: 0.2 }),
  buildCandidate({ id: 't2', artist: 'ada', popularity: 0.9 }),
  buildCandidate({ id: 't3', artist: 'bo', popularity: 0.5 }),
  buildCandidate({ id: 'a1', kind: 'album', artist: 'bo', popularity: 0.1 }),
  buildCandidate({ id: 'p1', kind: 'podcast', artist: 'cy' }),
];
const parts = {
  catalogue: createCatalogue('test', items),
  neighbours: (id: string) => ({ t1: ['t3', 'gone', 't1'], a1: ['p1', 't3'] })[id] ?? [],
};
const idsOf = (source: (typeof sourceIds)[number], recent: string[] = [], most = 10) =>
  sources[source](parts, { current: { id: 't1', artist: 'ada' }, recent }, most).map(({ id }) => id);

test('Continue listening brings back the long things that were left, newest first, and no tracks', () => {
  expect(idsOf('continue-listening', ['p1', 't2', 'a1', 'p1', 'gone'])).toEqual(['p1', 'a1']);
  expect(idsOf('continue-listening')).toEqual([]);
});

test('Played together takes the neighbours of what plays and of what was played, in turns, as far as they exist', () => {
  expect(idsOf('played-together')).toEqual(['t3']);
  expect(idsOf('played-together', ['a1'])).toEqual(['t3', 'p1']);
});

test('The artist source has the artist that plays first, its most popular items first', () => {
  expect(idsOf('artist')).toEqual(['t2']);
  expect(idsOf('artist', ['t3'])).toEqual(['t2', 't3', 'a1']);
});

test('The popular source takes the best of each kind before the second of any', () => {
  expect(idsOf('popular')).toEqual(['t2', 'a1', 'p1', 't3']);
});

test('A track that is not in the catalogue still has what is popular', () => {
  const stranger = { current: { id: 'new', artist: 'nobody' }, recent: ['gone'] };
  expect(sourceIds.map((id) => sources[id](parts, stranger, 10).length)).toEqual([0, 0, 0, 5]);
});

test('Of two items with one id the catalogue has the first', () => {
  const twice = createCatalogue('test', [buildCandidate({ artist: 'ada' }), buildCandidate({ artist: 'bo' })]);
  expect([...twice.byId.values()].map(({ artist }) => artist)).toEqual(['ada']);
});

test('Merged proposals stand once, name all their sources, and lose the weakest of each source when there are too many', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => buildCandidate({ id }));
  if (!a || !b || !c) throw new Error('three candidates were built');
  const merged = mergeProposals(
    [
      { source: 'artist', candidates: [a, b] },
      { source: 'popular', candidates: [c, a] },
    ],
    2,
  );
  expect(merged.candidates.map(({ id }) => id)).toEqual(['a', 'c']);
  expect([...merged.sourcesOf]).toEqual([
    ['a', ['artist', 'popular']],
    ['c', ['popular']],
  ]);
});

const anyItem = fc.record({
  id: fc.constantFrom('__proto__', 'constructor', 'a', 'b', 'c', 'd', 'e'),
  kind: fc.constantFrom(...kinds),
  artist: fc.constantFrom('ada', 'bo', '__proto__'),
  popularity: fc.double({ min: 0, max: 1, noNaN: true }),
});

test('Whatever the catalogue holds: no repeats, never what plays now, no more than asked for, the same again', () => {
  fc.assert(
    fc.property(fc.array(anyItem), fc.nat({ max: 6 }), (given, most) => {
      const all = { catalogue: createCatalogue('x', given), neighbours: () => given.map(({ id }) => id) };
      const query = { current: { id: 'a', artist: 'ada' }, recent: ['b', '__proto__', 'b'] };
      const proposals = sourceIds.map((source) => ({ source, candidates: sources[source](all, query, most) }));
      for (const { candidates } of proposals) expect(candidates.length).toBeLessThanOrEqual(most);
      const { candidates, sourcesOf } = mergeProposals(proposals, 5);
      const ids = candidates.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).not.toContain('a');
      expect(ids.length).toBeLessThanOrEqual(5);
      expect(ids.filter((id) => (sourcesOf.get(id)?.length ?? 0) === 0)).toEqual([]);
    }),
  );
});
