import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCostEstimate, expiresAfterMs } from './cost-estimate.ts';

test('Before the first observation nothing is expected, and a steady cost is learned', () => {
  const cost = createCostEstimate(() => 0);
  expect(cost.estimateMs()).toBe(0);
  for (let call = 0; call < 60; call += 1) cost.observe(3);
  expect(cost.estimateMs()).toBeCloseTo(3, 3);
});

test('One slow call raises the estimate at once, and many quick ones bring it down again', () => {
  const cost = createCostEstimate(() => 0);
  for (let call = 0; call < 20; call += 1) cost.observe(1);
  cost.observe(41);
  expect(cost.estimateMs()).toBeGreaterThan(40);
  for (let call = 0; call < 60; call += 1) cost.observe(1);
  expect(cost.estimateMs()).toBeLessThan(2);
});

test('An estimate that nothing has confirmed for a second keeps nobody from trying again', () => {
  let at = 0;
  const cost = createCostEstimate(() => at);
  cost.observe(500);
  at = expiresAfterMs;
  expect(cost.estimateMs()).toBe(1500);
  at = expiresAfterMs + 1;
  expect(cost.estimateMs()).toBe(0);
  cost.observe(2);
  expect(cost.estimateMs()).toBe(6);
});

test('The estimate is never below the smallest cost that was seen', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 1 }), (costs) => {
      const cost = createCostEstimate(() => 0);
      costs.forEach(cost.observe);
      expect(cost.estimateMs()).toBeGreaterThanOrEqual(Math.min(...costs) - 1e-9);
    }),
  );
});
