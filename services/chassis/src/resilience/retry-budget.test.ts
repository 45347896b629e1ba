import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRetryBudget, retryDelayMs } from './retry-budget.ts';

test('Ten calls pay for one retry once the first ten are used up', () => {
  const budget = createRetryBudget();
  expect(Array.from({ length: 11 }, budget.tryWithdraw)).toEqual([...Array<boolean>(10).fill(true), false]);
  for (let call = 0; call < 10; call += 1) budget.deposit();
  expect([budget.tryWithdraw(), budget.tryWithdraw()]).toEqual([true, false]);
});

test('However calls and retries mix, retries stay within a tenth of the calls and ten', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 500 }), (steps) => {
      const budget = createRetryBudget();
      let retries = 0;
      let calls = 0;
      for (const isCall of steps) {
        if (isCall) budget.deposit();
        else if (budget.tryWithdraw()) retries += 1;
        calls += Number(isCall);
        expect(retries).toBeLessThanOrEqual(10 + calls / 10 + 1e-6);
      }
    }),
  );
});

test('Retries wait anything between nothing and the cap', () => {
  expect([0, 0.5, 0.999].map((chance) => retryDelayMs(() => chance, 20))).toEqual([0, 10, 19.98]);
});
