import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invertSymmetric, type SquareMatrix } from './invert-symmetric.ts';
import { createRandom } from '../simulator/random.ts';

const positiveDefinite = (size: number, seed: number): SquareMatrix => {
  const random = createRandom(seed);
  const values = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      const value = i === j ? size + random.next() : random.next() - 0.5;
      values[i * size + j] = value;
      values[j * size + i] = value;
    }
  return { values, size };
};

const productAt = ([a, b]: readonly [SquareMatrix, SquareMatrix], i: number, j: number): number =>
  Array.from({ length: a.size }, (_, m) => (a.values[i * a.size + m] ?? 0) * (b.values[m * b.size + j] ?? 0)).reduce(
    (sum, value) => sum + value,
    0,
  );

test('A matrix times its inverse is the identity, for sizes around and across the block size', () => {
  fc.assert(
    fc.property(fc.constantFrom(1, 2, 3, 5, 47, 48, 49, 97, 101, 145), fc.integer(), (size, seed) => {
      const matrix = positiveDefinite(size, seed);
      const inverse = invertSymmetric(matrix);
      for (let i = 0; i < size; i += 3)
        for (let j = 0; j < size; j += 1)
          expect(Math.abs(productAt([matrix, inverse], i, j) - (i === j ? 1 : 0))).toBeLessThan(1e-9);
    }),
    { numRuns: 25 },
  );
});

test('The inverse is symmetric to the last bit, and the matrix given is left alone', () => {
  const matrix = positiveDefinite(61, 4);
  const before = matrix.values.slice();
  const { values, size } = invertSymmetric(matrix);
  expect(matrix.values).toEqual(before);
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j < i; j += 1) expect(values[i * size + j]).toBe(values[j * size + i]);
});

test('A matrix that is not positive definite is refused', () => {
  expect(() => invertSymmetric({ values: Float64Array.of(1, 2, 2, 1), size: 2 })).toThrow(
    'not positive definite: pivot 1',
  );
  expect(() => invertSymmetric({ values: Float64Array.of(Number.NaN), size: 1 })).toThrow(RangeError);
});
