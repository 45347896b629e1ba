import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LoadSlice, Shot } from './load-plan.ts';
import { degradedOf, recoveryMsOf, tally } from './tally.ts';

const buildShot = (given: Partial<Shot> = {}): Shot => ({
  dueMs: 0,
  sentMs: 0,
  doneMs: 10,
  status: 200,
  level: 'none',
  ...given,
});

const options = { budgetMs: 250, phaseSeconds: [1, 1] };

test('An answer is late when it came after the deadline, counted from when its request was due and not from when it was sent', () => {
  const late = buildShot({ dueMs: 0, sentMs: 200, doneMs: 300 });
  expect(tally([buildShot(), late], options)).toMatchObject({ sent: 2, inTime: 1, late: 1 });
});

test('A coded 503 or 504 is a refusal; no answer, another error and a 503 without a code are failures', () => {
  const shots = [
    buildShot({ status: 503, code: 'service/overloaded' }),
    buildShot({ status: 504, code: 'request/deadline-exceeded' }),
    buildShot({ status: 503 }),
    buildShot({ status: 500, code: 'service/internal' }),
    buildShot({ status: 0, code: 'ECONNRESET' }),
  ];
  expect(tally(shots, options)).toMatchObject({ refused: 2, failed: 3, inTime: 0 });
});

test('Each phase counts the requests that were due in it', () => {
  const { phases } = tally([buildShot(), buildShot({ dueMs: 1500, doneMs: 1505 })], options);
  expect(phases.map(({ sent }) => sent)).toEqual([1, 1]);
});

test('The middle is counted from when requests were sent, the tail from when they were due', () => {
  const { latencyMs } = tally([buildShot({ dueMs: 0, sentMs: 5, doneMs: 8 })], options);
  expect(latencyMs).toMatchObject({ p50: 3, p99: 8, max: 8 });
});

test('Degraded answers are counted by what they say, and those with all they wanted are none of them', () => {
  const result = tally([buildShot(), buildShot({ level: 'popularity' }), buildShot({ level: 'cached' })], options);
  expect(result.levels).toEqual({ none: 1, popularity: 1, cached: 1 });
  expect(degradedOf(result)).toBe(2);
  expect(result.slices[0]).toMatchObject({ sent: 3, degraded: 2 });
});

const anyShot = fc.record({
  dueMs: fc.double({ min: 0, max: 1999, noNaN: true }),
  sentMs: fc.double({ min: 0, max: 3000, noNaN: true }),
  doneMs: fc.double({ min: 0, max: 9000, noNaN: true }),
  status: fc.constantFrom(0, 200, 400, 429, 500, 503, 504),
  code: fc.constantFrom(undefined, 'service/overloaded'),
});

test('Every request is counted once, as a whole, by phase and by slice, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(anyShot), (shots) => {
      const result = tally(shots, options);
      const { sent, inTime, late, refused, failed, phases, slices } = result;
      expect(inTime + late + refused + failed).toBe(sent);
      expect(phases.reduce((sum, phase) => sum + phase.sent, 0)).toBe(sent);
      expect(slices.reduce((sum, slice) => sum + slice.sent, 0)).toBe(sent);
      expect(tally(shots.toReversed(), options)).toEqual(result);
    }),
  );
});

const sliceOf = (inTime: number): LoadSlice => ({
  sent: 10,
  inTime,
  late: 0,
  refused: 0,
  failed: 10 - inTime,
  degraded: 0,
});

test.each([
  ['at once when no slice was bad', [10, 10, 10], 0],
  ['after the last bad slice', [10, 4, 10, 8, 10, 10], 300],
  ['never when the last slice is bad', [10, 10, 10, 4], undefined],
])('A service is well again %s', (_when, counts, recoveryMs) => {
  expect(recoveryMsOf(counts.map(sliceOf), { fromMs: 100, tolerated: 0.1 })).toBe(recoveryMs);
});
