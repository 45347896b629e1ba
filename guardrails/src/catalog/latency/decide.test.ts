import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideBudget } from './decide-budget.ts';
import { decideMiddle } from './decide-middle.ts';
import { decideTail } from './decide-tail.ts';
import { mcnemar } from './shown-excess.ts';
import { decide, measureMore } from './decide.ts';
import { buildBlocks, exchangeSides } from './fixtures/build-samples.ts';
import type { Pair } from './latency-evidence.ts';
import { parseLimits } from './limits.ts';
import { alphaPerLook, failAlpha, plannedLooks, planMeasurement } from './plan-measurement.ts';

const limits = parseLimits({ budgets: {}, maxRegression: {} });
const plan = planMeasurement(6);
const chances = { fail: 0.002, pass: 0.01 };
const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const some = { numRuns: 40, seed: 20_261_124 };
const decideOn = (blocks: ReturnType<typeof buildBlocks>) => decide({ plan, blocks, limits, isNew: false });

describe('decide', () => {
  it('never fails a head that gives the very same times', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const blocks = buildBlocks({ seed }).map((block) => ({
          ...block,
          pairs: block.pairs.map(
            ([request, base, , intended]) => [request, base, base, intended, intended, 200, 200] as const,
          ),
        }));
        expect(decideOn(blocks).verdict).toBe('pass');
      }),
      some,
    );
  });

  it('does not fail two servers that are alike but for noise', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(decideOn(buildBlocks({ seed, startNoise: 0.02 })).verdict).not.toBe('fail');
      }),
      some,
    );
  });

  it('fails a middle that is 30 % slower', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(decideOn(buildBlocks({ seed, factor: 1.3 })).middle.verdict).toBe('fail');
      }),
      some,
    );
  });

  it('finds a doubling at the first look, in five seconds of traffic', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const blocks = buildBlocks({ seed, factor: 2, blocks: plannedLooks(plan)[0] ?? 0 });
        expect(blocks.length * plan.blockSeconds).toBeLessThanOrEqual(5);
        expect(decideOn(blocks).verdict).toBe('fail');
        expect(measureMore({ plan, blocks, limits, isNew: false })).toBe('enough');
      }),
      some,
    );
  });

  it('never fails an improvement', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.3, max: 0.95, noNaN: true }), (seed, factor) => {
        expect(decideOn(buildBlocks({ seed, factor })).verdict).toBe('pass');
      }),
      some,
    );
  });

  it('says cannot-check, and to measure more, while one start differs too much from the next', () => {
    const blocks = buildBlocks({ seed: 3, startNoise: 0.5, blocks: 3 });
    expect(decideOn(blocks).middle.verdict).toBe('cannot-check');
    expect(measureMore({ plan, blocks, limits, isNew: false })).toBe('measure more');
  });

  it('says cannot-check of nothing', () => {
    expect(decideOn([]).verdict).toBe('cannot-check');
  });

  it('does not compare times of unlike answers', () => {
    const blocks = buildBlocks({ seed: 1 }).map((block) => ({
      ...block,
      pairs: block.pairs.map((pair) => [pair[0], pair[1], 1, pair[3], 1, 200, 500] as const),
    }));
    expect(decideOn(blocks).verdict).toBe('cannot-check');
  });
});

describe('decideMiddle', () => {
  it('gives the inverse ratio when the sides are exchanged', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const blocks = buildBlocks({ seed, factor: 1.2 });
        const terms = { margin: 0.05, fail: 0.01, pass: 0.01 };
        const [there, back] = [decideMiddle(blocks, terms), decideMiddle(exchangeSides(blocks), terms)];
        expect(there.ratio * back.ratio).toBeCloseTo(1, 9);
        expect(there.atLeast * back.atMost).toBeCloseTo(1, 9);
      }),
      some,
    );
  });

  it('gives a greater lower bound to a slower head', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 1, max: 2, noNaN: true }), (seed, factor) => {
        const terms = { margin: 0.05, ...chances };
        const [slow, slower] = [factor, factor * 1.1].map((one) =>
          decideMiddle(buildBlocks({ seed, factor: one }), terms),
        );
        expect(slower?.atLeast).toBeGreaterThan(slow?.atLeast ?? Infinity);
      }),
      some,
    );
  });
});

describe('decideTail', () => {
  it('fails a head of which 3 % of the requests take ten times as long', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const blocks = buildBlocks({ seed, slowShare: 0.03, pairs: 250, blocks: 8 });
        expect(decideTail(blocks, { margin: 0.1, ...chances }).verdict).toBe('fail');
      }),
      some,
    );
  });

  it('does not fail for one unlucky start', () => {
    const [unlucky] = buildBlocks({ seed: 5, slowShare: 0.3, blocks: 1 });
    const blocks = [...buildBlocks({ seed: 6, blocks: 5 }), ...(unlucky === undefined ? [] : [unlucky])];
    expect(decideTail(blocks, { margin: 0.1, ...chances }).verdict).not.toBe('fail');
  });

  it('tests discordant pairs exactly as the binomial sign test does', () => {
    expect(mcnemar({ headOnly: 8, baseOnly: 2 })).toBeCloseTo(56 / 1024, 12);
    expect(mcnemar({ headOnly: 10, baseOnly: 0 })).toBeCloseTo(1 / 1024, 12);
    expect(mcnemar({ headOnly: 0, baseOnly: 0 })).toBe(1);
    expect(mcnemar({ headOnly: 15, baseOnly: 5 })).toBeCloseTo(0.0206947, 6);
  });
});

describe('a machine that stalls', () => {
  /** Each start of head hit by a stall or not: many slow answers in a row, and none in base. */
  const stalled = (seed: number, hit: readonly boolean[]) =>
    buildBlocks({ seed, blocks: hit.length }).map((block, at) => ({
      ...block,
      pairs: block.pairs.map((pair, index): Pair =>
        hit[at] === true && index < 40 ? [pair[0], pair[1], pair[2], pair[3], 90_000, 200, 200] : pair,
      ),
    }));

  it("is not taken for a slow tail or a broken budget when it hits a third of head's starts at most", () => {
    const budget = { name: 'p99', quantile: 0.99, ms: 50 };
    fc.assert(
      fc.property(seeds, fc.array(fc.boolean(), { minLength: 3, maxLength: 10 }), (seed, hit) => {
        fc.pre(hit.filter(Boolean).length * 3 <= hit.length);
        const blocks = stalled(seed, hit);
        expect(decideTail(blocks, { margin: 0.1, ...chances }).verdict).not.toBe('fail');
        expect(decideBudget(blocks, budget, { ...chances, isNew: false }).verdict).not.toBe('fail');
      }),
      some,
    );
  });
});

describe('decideBudget', () => {
  const budget = { name: 'p99', quantile: 0.99, ms: 3 };
  const terms = { ...chances, isNew: false };

  it('passes what is well below and fails what is well above', () => {
    const pairs = 400;
    expect(decideBudget(buildBlocks({ seed: 1, pairs }), { ...budget, ms: 20 }, terms).verdict).toBe('pass');
    expect(decideBudget(buildBlocks({ seed: 1, slowShare: 0.1, pairs }), { ...budget, ms: 7 }, terms).verdict).toBe(
      'fail',
    );
  });

  it('does not blame the change for a budget that base exceeds', () => {
    const decided = decideBudget(buildBlocks({ seed: 1 }), { ...budget, ms: 0.5 }, terms);
    expect(decided).toMatchObject({ verdict: 'pass', isBaseOver: true });
  });

  it('judges a new service although its base is itself', () => {
    expect(decideBudget(buildBlocks({ seed: 1 }), { ...budget, ms: 0.5 }, { ...terms, isNew: true }).verdict).toBe(
      'fail',
    );
  });
});

describe('the looks', () => {
  it('never spend more than the chance of error, and end with the last block', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 600, noNaN: true }), (maxSeconds) => {
        const measurement = planMeasurement(maxSeconds);
        const looks = plannedLooks(measurement);
        expect(looks.at(-1)).toBe(measurement.maxBlocks);
        expect([...new Set(looks)].toSorted((one, other) => one - other)).toEqual(looks);
        expect(alphaPerLook(measurement).fail * looks.length).toBeCloseTo(failAlpha, 12);
        expect(measurement.maxBlocks * measurement.blockSeconds).toBeLessThanOrEqual(maxSeconds + 1e-9);
      }),
    );
  });
});
