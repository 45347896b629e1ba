import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freshnessBoost, freshnessPolicy } from './freshness.ts';
import { kinds } from './kinds.ts';

test('A release of today gains the whole boost, and one a half-life old gains half of it', () => {
  expect(freshnessBoost('track', 0)).toBe(freshnessPolicy.boost);
  expect(freshnessBoost('track', freshnessPolicy.halfLifeDays)).toBeCloseTo(freshnessPolicy.boost / 2);
});

test('An unknown age and a kind that does not age gain nothing', () => {
  expect(freshnessBoost('track', undefined)).toBe(0);
  expect(freshnessBoost('concert', 0)).toBe(0);
});

test('Nothing ever gains by being older', () => {
  const ages = fc.integer({ min: 0, max: 50_000 });
  fc.assert(
    fc.property(fc.constantFrom(...kinds), ages, ages, (kind, a, b) => {
      expect(freshnessBoost(kind, Math.max(a, b))).toBeLessThanOrEqual(freshnessBoost(kind, Math.min(a, b)));
    }),
  );
});
