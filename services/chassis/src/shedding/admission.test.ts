import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAdmission } from './admission.ts';

/** One core that answers one request after the other, each `costMs`; time passes only when it is told to. */
const buildCore = (costMs: number, given: { maxInFlight?: number; reserveMs?: number } = {}) => {
  const clock = { ms: 0, busyMs: 0 };
  const admission = createAdmission({
    maxInFlight: given.maxInFlight ?? 1000,
    reserveMs: given.reserveMs ?? 0,
    steadyNow: () => clock.ms,
    readBusy: () => ({ cpuMs: clock.busyMs, loopMs: 0 }),
  });
  const queue: { readonly sinceMs: number; readonly deadlineMs: number }[] = [];
  const finished: { readonly atMs: number; readonly isLate: boolean }[] = [];
  let freeAtMs = 0;
  /** Lets time pass; the core works as long as there is something to do. */
  const work = (ms: number): void => {
    const until = clock.ms + ms;
    for (let [next] = queue; next; [next] = queue) {
      const doneMs = Math.max(freeAtMs, next.sinceMs) + costMs;
      if (doneMs > until) break;
      queue.shift();
      freeAtMs = doneMs;
      clock.ms = doneMs;
      clock.busyMs += costMs;
      const isLate = doneMs > next.deadlineMs;
      finished.push({ atMs: doneMs, isLate });
      admission.leave(isLate);
    }
    clock.ms = until;
  };
  const arrive = (budgetMs: number) => {
    const refusal = admission.tryEnter(budgetMs);
    if (!refusal) queue.push({ sinceMs: clock.ms, deadlineMs: clock.ms + budgetMs });
    return refusal;
  };
  return { admission, clock, work, arrive, finished };
};

test('Below capacity everybody comes in', () => {
  const { arrive, work, finished } = buildCore(2);
  const refusals = Array.from({ length: 2000 }, () => {
    work(3);
    return arrive(50);
  });
  expect(refusals.filter(Boolean)).toEqual([]);
  expect(finished.filter(({ isLate }) => isLate)).toEqual([]);
});

test('At three times the capacity nearly every answer is in time, and the core is never idle for want of requests', () => {
  const { arrive, work, finished } = buildCore(2);
  const lastMs = 6000;
  for (let at = 0; at < (lastMs * 3) / 2; at += 1) {
    work(2 / 3);
    arrive(50);
  }
  // The first second is for learning what an answer costs.
  const settled = finished.filter(({ atMs }) => atMs > 1000);
  const inTime = settled.filter(({ isLate }) => !isLate);
  expect(inTime.length).toBeGreaterThan((0.97 * (lastMs - 1000)) / 2);
  expect(settled.length - inTime.length).toBeLessThan(settled.length / 100);
});

test('The cost is what the process was busy for, divided by its answers; waiting for others is no cost', () => {
  const { admission, arrive, work } = buildCore(2);
  for (let at = 0; at < 500; at += 1) {
    arrive(1000);
    work(5);
  }
  expect(admission.estimate().costMs).toBeCloseTo(2, 1);
  const slow = buildCore(0.01);
  for (let at = 0; at < 900; at += 1) {
    slow.clock.ms += 1;
    expect(slow.arrive(250)).toBeUndefined();
  }
  expect(slow.admission.estimate().backlogMs).toBe(0);
});

test('A request with no time for what waits before it is refused, one with more comes in', () => {
  const { arrive, work } = buildCore(10);
  for (let at = 0; at < 40; at += 1) {
    arrive(1000);
    work(20);
  }
  for (let at = 0; at < 10; at += 1) expect(arrive(1000)).toBeUndefined();
  expect([arrive(50), arrive(1000)]).toEqual(['no-time', undefined]);
});

test('A process that is busy all the time leaves a reserve for the way back, one that is not leaves none', () => {
  const busy = buildCore(1, { reserveMs: 20 });
  for (let at = 0; at < 400; at += 1) {
    busy.arrive(1000);
    busy.work(1);
  }
  expect(busy.arrive(15)).toBe('no-time');
  busy.work(500);
  expect(busy.arrive(15)).toBeUndefined();
});

test('Too many at once are refused whatever time they have', () => {
  const { arrive } = buildCore(1, { maxInFlight: 3 });
  expect(Array.from({ length: 4 }, () => arrive(1e6))).toEqual([undefined, undefined, undefined, 'full']);
});

test('Whatever happens, an idle service lets the next request in', () => {
  const step = fc.record({ passMs: fc.double({ min: 0, max: 50, noNaN: true }), arrivals: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.double({ min: 0.1, max: 20, noNaN: true }), (steps, costMs) => {
      const { arrive, work } = buildCore(costMs);
      for (const { passMs, arrivals } of steps) {
        for (let at = 0; at < arrivals; at += 1) arrive(30);
        work(passMs);
      }
      work(1e6);
      expect(arrive(1)).toBeUndefined();
    }),
  );
});
