import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../simulator/random.ts';
import { bootstrapMean } from './bootstrap.ts';
import { rankItems } from './rank-items.ts';
import { listQuality } from './ranking-metrics.ts';

test('The best items are those that sorting gives, equal ones by number, without the hidden ones', () => {
  const scores = fc.array(fc.constantFrom(-1, 0, 0.5, 1, 2, 3), { maxLength: 40 });
  fc.assert(
    fc.property(scores, fc.array(fc.nat({ max: 40 })), fc.integer({ min: 1, max: 12 }), (values, hidden, count) => {
      const without = new Set(hidden);
      const sorted = [...values.keys()]
        .filter((item) => !without.has(item))
        .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
      expect(rankItems(Float64Array.from(values), without, count)).toEqual(sorted.slice(0, count));
    }),
  );
});

test('A list is worth what its hits are worth by place, against the best list that there could be', () => {
  expect(listQuality([1, 2, 3], new Set([1]), 10)).toEqual({ ndcg: 1, recall: 1 });
  expect(listQuality([2, 1], new Set([1, 9]), 10).ndcg).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)));
  expect(listQuality([2, 1], new Set([1, 9]), 10).recall).toBe(0.5);
  expect(listQuality([5], new Set([1]), 10)).toEqual({ ndcg: 0, recall: 0 });
  expect(listQuality([7, 1], new Set([1]), 1)).toEqual({ ndcg: 0, recall: 0 });
});

test('Both measures lie between 0 and 1 and are 1 exactly when every place that could hold a hit does', () => {
  const list = fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 10 });
  fc.assert(
    fc.property(list, fc.uniqueArray(fc.nat({ max: 30 }), { minLength: 1, maxLength: 15 }), (shown, relevant) => {
      const { ndcg, recall } = listQuality(shown, new Set(relevant), 10);
      const hits = shown.filter((item) => relevant.includes(item)).length;
      expect(recall).toBeCloseTo(hits / relevant.length);
      expect(ndcg).toBeGreaterThanOrEqual(0);
      expect(ndcg).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});

test('The interval of a bootstrap holds the true mean about as often as it says', () => {
  const random = createRandom(5);
  const held = Array.from({ length: 200 }, () => {
    const values = Array.from({ length: 60 }, () => 0.1 + random.normal());
    const { low, high } = bootstrapMean(random, values, { draws: 400, confidence: 0.95 });
    return low <= 0.1 && 0.1 <= high;
  });
  expect(held.filter(Boolean).length).toBeGreaterThan(178);
  expect(held.filter(Boolean).length).toBeLessThan(200);
});

test('A bootstrap of equal differences is that value, and of none or of a value that is no number an error', () => {
  expect(bootstrapMean(createRandom(1), [0.5, 0.5])).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
  expect(() => bootstrapMean(createRandom(1), [])).toThrow(RangeError);
  expect(() => bootstrapMean(createRandom(1), [Number.NaN])).toThrow(RangeError);
});
