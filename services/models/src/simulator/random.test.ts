import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('The same seed gives the same sequence, and another seed another one', () => {
  const draw = (seed: number) => Array.from({ length: 20 }, createRandom(seed).next);
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test('Draws are spread as they should be', () => {
  const random = createRandom(3);
  const uniform = Array.from({ length: 10_000 }, random.next);
  expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(mean(uniform)).toBeCloseTo(0.5, 1);
  const normal = Array.from({ length: 10_000 }, random.normal);
  expect(mean(normal)).toBeCloseTo(0, 1);
  expect(mean(normal.map((value) => value ** 2))).toBeCloseTo(1, 1);
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
