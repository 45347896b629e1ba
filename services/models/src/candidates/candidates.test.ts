import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Interaction } from '../interactions/interactions.ts';
import { createEase, fitEaseWeights } from './ease.ts';
import { countPairs } from './item-gram.ts';
import { createItemKnn, fitItemKnnWeights } from './item-knn.ts';
import { strongestNeighbours } from './item-weights.ts';
import { fitPopularity } from './popularity.ts';
import { fitUserKnn } from './user-knn.ts';

const histories = (lists: readonly (readonly number[])[]): Interaction[] =>
  lists.flatMap((items, user) => items.map((item) => ({ user, item, weight: 1 })));

// Two tastes: items 0 to 2, and 3 to 5; item 6 was played by nobody.
const train = histories([
  [0, 1, 2],
  [0, 1],
  [1, 2],
  [3, 4, 5],
  [3, 4],
  [4, 5],
]);
const size = { users: 6, items: 7 };
const only = (item: number): Interaction[] => [{ user: 0, item, weight: 1 }];

const best = (scores: Float64Array, without: readonly number[]): number =>
  [...scores.keys()]
    .filter((item) => !without.includes(item))
    .reduce((a, b) => ((scores[b] ?? 0) > (scores[a] ?? 0) ? b : a));

test('Every model but popularity finds the items of the same taste', () => {
  const pairs = countPairs(train, size);
  const models = [
    createEase(fitEaseWeights(pairs, 1)),
    createItemKnn(fitItemKnnWeights(pairs, { neighbours: 3, shrinkage: 0 })),
    fitUserKnn(train, { ...size, neighbours: 4 }),
  ];
  for (const { scoreAll } of models) {
    expect([1, 2]).toContain(best(scoreAll(only(0)), [0]));
    expect([3, 4]).toContain(best(scoreAll(only(5)), [5]));
  }
  expect([...fitPopularity(train, size.items).scoreAll([])]).toEqual([2, 3, 2, 2, 3, 2, 0]);
});

test('EASE solves its normal equations: (XᵀX + λI)·B − XᵀX is diagonal, and B has a diagonal of zeros', () => {
  const lists = fc.array(fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(lists, fc.constantFrom(0.5, 3, 100), (all, lambda) => {
      const items = 8;
      const { values } = countPairs(histories(all), { users: all.length, items });
      const { values: weights } = fitEaseWeights({ values, size: items }, lambda);
      for (let i = 0; i < items; i += 1)
        for (let j = 0; j < items; j += 1) {
          const row = Array.from(
            { length: items },
            (_, m) => ((values[i * items + m] ?? 0) + (m === i ? lambda : 0)) * (weights[m * items + j] ?? 0),
          );
          const left = row.reduce((sum, value) => sum + value, 0) - (values[i * items + j] ?? 0);
          if (i === j) expect(weights[i * items + j]).toBe(0);
          else expect(Math.abs(left)).toBeLessThan(1e-8);
        }
    }),
  );
});

test('Fitting leaves the counts alone', () => {
  const pairs = countPairs(train, size);
  const before = pairs.values.slice();
  fitEaseWeights(pairs, 1);
  fitItemKnnWeights(pairs, { neighbours: 2, shrinkage: 1 });
  expect(pairs.values).toEqual(before);
});

test('Neighbours come strongest first, equal ones by number, never the item itself and none without a score', () => {
  const values = Float64Array.of(9, 0.5, 0.5, 0, -1, ...new Array<number>(20).fill(0));
  expect(strongestNeighbours({ values, size: 5 }, 0, 10)).toEqual([
    { item: 1, score: 0.5 },
    { item: 2, score: 0.5 },
  ]);
});

test('ItemKNN keeps only as many neighbours of an item as it is told', () => {
  const { values } = fitItemKnnWeights(countPairs(train, size), { neighbours: 1, shrinkage: 0 });
  const kept = Array.from(
    { length: size.items },
    (_, column) =>
      Array.from({ length: size.items }, (_unused, row) => values[row * size.items + column] ?? 0).filter(
        (value) => value > 0,
      ).length,
  );
  expect(kept).toEqual([1, 1, 1, 1, 1, 1, 0]);
});
