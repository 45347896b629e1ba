import { expect, test } from 'vitest';
import { createArtistVariety } from './diversity.ts';

test('The first card of an artist loses nothing, and each further one loses one penalty more', () => {
  const variety = createArtistVariety(0.5);
  const losses = [0, 1, 2].map(() => {
    const loss = variety.penaltyFor('ada');
    variety.add('ada');
    return loss;
  });
  expect(losses).toEqual([0, 0.5, 1]);
  expect(variety.penaltyFor('bo')).toBe(0);
});
