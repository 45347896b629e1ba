import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRankings, kendallTauB } from './compare-rankings.ts';

const of = (...scores: number[]) => Float32Array.from(scores);

test('The same order agrees wholly, the reverse not at all, whatever the scores are', () => {
  expect(compareRankings(of(3, 2, 1), of(30, 20, 10), 2)).toEqual({ topKOverlap: 1, kendallTau: 1 });
  expect(compareRankings(of(3, 2, 1, 0), of(0, 1, 2, 3), 2)).toEqual({ topKOverlap: 0, kendallTau: -1 });
});

test('Tau is that of a textbook, with ties counted as tau-b counts them', () => {
  // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]) is −0.4714045.
  expect(kendallTauB(of(12, 2, 1, 12, 2), of(1, 4, 7, 1, 0))).toBeCloseTo(-0.4714045, 6);
  expect(kendallTauB(of(1, 2, 3, 4), of(1, 2, 4, 3))).toBeCloseTo(4 / 6, 6);
});

test('Rankings that tie everything, and rankings of nothing, disagree about nothing', () => {
  expect(kendallTauB(of(1, 1), of(1, 2))).toBe(1);
  expect(compareRankings(of(), of(), 10)).toEqual({ topKOverlap: 1, kendallTau: 1 });
});

const scores = fc
  .array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 })), { minLength: 2, maxLength: 40 })
  .map((pairs) => [of(...pairs.map(([a]) => a)), of(...pairs.map(([, b]) => b))] as const);

test('Both measures are symmetric and stay in their range, and a ranking agrees with itself', () => {
  fc.assert(
    fc.property(scores, ([a, b]) => {
      const one = compareRankings(a, b, 10);
      expect(compareRankings(b, a, 10)).toEqual(one);
      expect(one.topKOverlap).toBeGreaterThanOrEqual(0);
      expect(Math.abs(one.kendallTau)).toBeLessThanOrEqual(1 + 1e-9);
      expect(compareRankings(a, a, 10)).toEqual({ topKOverlap: 1, kendallTau: 1 });
    }),
  );
});
