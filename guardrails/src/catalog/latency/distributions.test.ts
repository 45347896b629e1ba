import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialAtLeast, binomialAtMost, normalUpper, studentCumulative, studentUpper } from './distributions.ts';

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
const sumOf = (k: number, n: number, p: number): number =>
  Array.from(
    { length: n - k + 1 },
    (_, index) => choose(n, k + index) * p ** (k + index) * (1 - p) ** (n - k - index),
  ).reduce((total, term) => total + term, 0);

describe('distributions', () => {
  it('give the binomial tail that summing its terms gives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(40),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, raw, p) => {
          const k = raw % (n + 1);
          expect(binomialAtLeast(k, n, p)).toBeCloseTo(sumOf(k, n, p), 9);
        },
      ),
    );
  });

  it('give two binomial tails that make a whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (n, raw) => {
        const k = raw % (n + 1);
        expect(binomialAtLeast(k, n, 0.01) + binomialAtMost(k - 1, n, 0.01)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("give the quantiles of Student's t that its tables print", () => {
    const table: [alpha: number, degrees: number, t: number][] = [
      [0.05, 1, 6.314],
      [0.05, 2, 2.92],
      [0.025, 3, 3.182],
      [0.005, 5, 4.032],
      [0.001, 10, 4.144],
      [0.05, 30, 1.697],
    ];
    for (const [alpha, degrees, t] of table) expect(studentUpper(alpha, degrees)).toBeCloseTo(t, 2);
  });

  it('give the quantiles of the normal distribution that its tables print', () => {
    expect(normalUpper(0.05)).toBeCloseTo(1.6449, 3);
    expect(normalUpper(0.01)).toBeCloseTo(2.3263, 3);
  });

  it('are symmetric about zero for t', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 50, noNaN: true }), fc.integer({ min: 1, max: 60 }), (t, degrees) => {
        expect(studentCumulative(t, degrees) + studentCumulative(-t, degrees)).toBeCloseTo(1, 9);
      }),
    );
  });
});
