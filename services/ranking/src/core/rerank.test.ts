import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildScored } from './candidate.builder.ts';
import { maxCardsOfKind } from './caps.ts';
import { repeatedArtistPenalty } from './diversity.ts';
import { kinds, type Kind } from './kinds.ts';
import { rerank } from './rerank.ts';

const options = { current: { id: 'now', artist: 'nobody' }, limit: 20 };
const idsOf = (cards: ReturnType<typeof rerank>) => cards.map(({ id }) => id);

test('Higher scores come first, and equal scores by id', () => {
  const cards = rerank(
    [
      buildScored({ id: 'b', artist: '1' }, 1),
      buildScored({ id: 'c', artist: '2' }, 2),
      buildScored({ id: 'a', artist: '3' }, 1),
    ],
    options,
  );
  expect(idsOf(cards)).toEqual(['c', 'a', 'b']);
  expect(cards.map(({ position }) => position)).toEqual([1, 2, 3]);
});

test('A further card of an artist gives way to another artist that scores a little less', () => {
  const cards = rerank(
    [
      buildScored({ id: 'a1', artist: 'ada' }, 1),
      buildScored({ id: 'a2', artist: 'ada' }, 0.99),
      buildScored({ id: 'b1', artist: 'bo' }, 0.9),
    ],
    options,
  );
  expect(idsOf(cards)).toEqual(['a1', 'b1', 'a2']);
  expect(cards[2]?.score).toBeCloseTo(0.99 - repeatedArtistPenalty);
});

test('A kind never has more cards than its cap, even when nothing else is left', () => {
  const merch = Array.from({ length: 5 }, (_, at) =>
    buildScored({ id: `m${at}`, artist: `${at}`, kind: 'merch' }, 9 - at),
  );
  expect(idsOf(rerank(merch, options))).toEqual(['m0']);
});

test('A new release passes an older one that scores a little more', () => {
  const cards = rerank(
    [
      buildScored({ id: 'old', artist: '1', ageDays: 5000 }, 0.2),
      buildScored({ id: 'new', artist: '2', ageDays: 0 }, 0),
    ],
    options,
  );
  expect(idsOf(cards)).toEqual(['new', 'old']);
});

test('A card that two sources propose is shown once, with its better score', () => {
  const cards = rerank([buildScored({ id: 'a' }, 0.1), buildScored({ id: 'a' }, 0.5)], options);
  expect(cards.map(({ id, score }) => [id, score])).toEqual([['a', 0.5]]);
});

const scoredCandidates = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    kind: fc.constantFrom(...kinds),
    artist: fc.constantFrom('a', 'b', 'c'),
    score: fc.integer({ min: -3, max: 3 }),
  }),
  { selector: ({ id }) => id, maxLength: 60 },
);

test('Whatever comes in: no invented or repeated card, no cap exceeded, no more than the limit, the same for any order', () => {
  fc.assert(
    fc.property(scoredCandidates, fc.integer({ min: 1, max: 30 }), (given, limit) => {
      const scored = given.map(({ score, ...candidate }) => buildScored(candidate, score));
      const cards = rerank(scored, { ...options, limit });
      expect(new Set(idsOf(cards)).size).toBe(cards.length);
      expect(cards.length).toBeLessThanOrEqual(limit);
      expect(idsOf(cards).every((id) => given.some((one) => one.id === id))).toBe(true);
      const countOf = (kind: Kind) => cards.filter((card) => card.kind === kind).length;
      expect(kinds.filter((kind) => countOf(kind) > maxCardsOfKind[kind])).toEqual([]);
      expect(rerank(scored.toReversed(), { ...options, limit })).toEqual(cards);
    }),
  );
});
