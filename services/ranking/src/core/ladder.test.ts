import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseRung, degradations, lowerRung, nextRung, type Degradation } from './ladder.ts';

const costs = { none: 20, 'cheap-model': 8, cached: 2, popularity: 0 } as const;
const choose = (leftMs: number, given: Partial<Record<Degradation, number | undefined>> = {}) =>
  chooseRung({ leftMs, costs: { ...costs, ...given }, from: 'none' });

test('The less is left, the lower the rung, and a cost that just fits is enough', () => {
  expect([20, 19.9, 8, 7.9, 2, 1.9, 0].map((left) => choose(left))).toEqual([
    'none',
    'cheap-model',
    'cheap-model',
    'cached',
    'cached',
    'popularity',
    'popularity',
  ]);
});

test('A rung that cannot be stood on is passed over', () => {
  expect(choose(100, { none: undefined, 'cheap-model': undefined })).toBe('cached');
  expect(choose(100, { none: undefined, 'cheap-model': undefined, cached: undefined })).toBe('popularity');
});

test('When the time is already over, the last rung is still the answer', () => {
  expect(choose(-5)).toBe('popularity');
});

test('Below a failed rung comes the next one, and nothing below the last', () => {
  expect(degradations.map((rung) => nextRung(rung))).toEqual(['cheap-model', 'cached', 'popularity', 'popularity']);
  expect([lowerRung('none', 'cached'), lowerRung('popularity', 'none')]).toEqual(['cached', 'popularity']);
});

const rung = fc.constantFrom(...degradations);
const cost = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined });
const anyCosts = fc.record({ none: cost, 'cheap-model': cost, cached: cost, popularity: cost });
const left = fc.double({ min: -10, max: 200, noNaN: true });

test('Never above where it may start, never a better rung for less time, and always the best that fits', () => {
  fc.assert(
    fc.property(anyCosts, rung, fc.tuple(left, left), (given, from, [a, b]) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      const at = (leftMs: number) => degradations.indexOf(chooseRung({ leftMs, costs: given, from }));
      expect(at(less)).toBeGreaterThanOrEqual(at(more));
      expect(at(more)).toBeGreaterThanOrEqual(degradations.indexOf(from));
      const passedOver = degradations.slice(degradations.indexOf(from), at(more));
      expect(passedOver.filter((one) => (given[one] ?? Number.POSITIVE_INFINITY) <= more)).toEqual([]);
    }),
  );
});
