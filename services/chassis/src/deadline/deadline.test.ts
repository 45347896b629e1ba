import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideDeadline, remainingMs } from './deadline.ts';

const limits = { defaultMs: 250, maxMs: 2000 };
const times = fc.integer({ min: 1, max: 4e12 });

test('A request without the header gets the default budget', () => {
  expect(decideDeadline(undefined, 1000, limits)).toEqual({ ok: true, deadlineMs: 1250 });
});

test('A deadline is kept as it is when it lies ahead and within the maximum, and cut to the maximum beyond it', () => {
  expect(decideDeadline('1100', 1000, limits)).toEqual({ ok: true, deadlineMs: 1100 });
  expect(decideDeadline('999999', 1000, limits)).toEqual({ ok: true, deadlineMs: 3000 });
});

test('A deadline that has passed is exceeded, at the very millisecond too', () => {
  expect(decideDeadline('1000', 1000, limits)).toEqual({ ok: false, reason: 'exceeded' });
});

test.each(['', ' 5', '1e9', '-1', '12.5', 'soon', '1100, 1200', '9'.repeat(17)])(
  'The header "%s" is malformed',
  (header) => {
    expect(decideDeadline(header, 1000, limits)).toEqual({ ok: false, reason: 'malformed' });
  },
);

test('Whatever the header says, an accepted deadline lies after now and at most the maximum away', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), times.map(String)), times, (header, now) => {
      const decision = decideDeadline(header, now, limits);
      if (!decision.ok) return;
      expect(decision.deadlineMs).toBeGreaterThan(now);
      expect(decision.deadlineMs - now).toBeLessThanOrEqual(limits.maxMs);
    }),
  );
});

test('What remains is never negative', () => {
  fc.assert(fc.property(times, times, (deadline, now) => remainingMs(deadline, now) >= 0));
});
