import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meanNdcgAt10, ndcgAt10 } from './graded-ndcg.ts';

test('The best order has the value 1, and a worse one by how far down the gain moves', () => {
  expect(ndcgAt10([2, 1, 0], [3, 2, 1])).toBe(1);
  expect(ndcgAt10([0, 1], [2, 1])).toBeCloseTo(1 / Math.log2(3));
});

test('A group in which nothing was played has no value and does not count in the mean', () => {
  expect(ndcgAt10([0, 0], [1, 2])).toBeUndefined();
  const groups = [
    { labels: [0], scores: [1] },
    { labels: [1], scores: [1] },
  ];
  expect(meanNdcgAt10(groups)).toBe(1);
});

test('The value is between 0 and 1 for any labels and scores', () => {
  const rows = fc.array(fc.tuple(fc.constantFrom(0, 1, 2), fc.integer()), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(rows, (pairs) => {
      const value =
        ndcgAt10(
          pairs.map(([label]) => label),
          pairs.map(([, score]) => score),
        ) ?? 0;
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }),
  );
});
