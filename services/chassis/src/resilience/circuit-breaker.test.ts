import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCircuitBreaker, type BreakerState, type CallOutcome } from './circuit-breaker.ts';

const build = () => {
  const clock = { ms: 1000 };
  const changes: BreakerState[] = [];
  const breaker = createCircuitBreaker({
    now: () => clock.ms,
    random: () => 0.5,
    onChange: (state) => changes.push(state),
  });
  const call = (outcome: CallOutcome) => breaker.acquire()?.(outcome);
  const fail = (times: number) => Array.from({ length: times }, () => call('failure'));
  return { breaker, clock, changes, call, fail };
};

test('It opens when half of at least five calls failed, and then lets none through', () => {
  const { breaker, fail, changes } = build();
  fail(4);
  expect(breaker.state()).toBe('closed');
  fail(1);
  expect(breaker.state()).toBe('open');
  expect(breaker.acquire()).toBeUndefined();
  expect(changes).toEqual(['open']);
});

test('Failures that are less than half of the calls do not open it, nor do those of long ago', () => {
  const { breaker, clock, call, fail } = build();
  for (let pair = 0; pair < 30; pair += 1) {
    call('success');
    call('success');
    call('failure');
  }
  expect(breaker.state()).toBe('closed');
  const quiet = build();
  quiet.fail(4);
  quiet.clock.ms += 20_000;
  quiet.fail(4);
  expect(quiet.breaker.state()).toBe('closed');
  expect(clock.ms).toBe(1000);
  expect(fail(1)).toHaveLength(1);
});

test('After a second one call at a time tries it, and two that succeed close it', () => {
  const { breaker, clock, fail, call, changes } = build();
  fail(5);
  clock.ms += 999;
  expect(breaker.isPassable()).toBe(false);
  clock.ms += 1;
  const probe = breaker.acquire();
  expect(breaker.acquire()).toBeUndefined();
  probe?.('success');
  call('success');
  expect(changes).toEqual(['open', 'half-open', 'closed']);
});

test('A probe that fails opens it for twice as long, to at most half a minute', () => {
  const { breaker, clock, fail } = build();
  fail(5);
  const pauses = Array.from({ length: 7 }, () => {
    const from = clock.ms;
    while (!breaker.isPassable()) clock.ms += 500;
    fail(1);
    return clock.ms - from;
  });
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test('A call that says nothing of the target frees the probe and changes nothing', () => {
  const { breaker, clock, fail, call } = build();
  for (let at = 0; at < 50; at += 1) call('neutral');
  expect(breaker.state()).toBe('closed');
  fail(5);
  clock.ms += 1000;
  call('neutral');
  expect([breaker.state(), breaker.isPassable()]).toEqual(['half-open', true]);
});

test('A call that began before the state changed does not decide about the new one', () => {
  const { breaker, clock, fail } = build();
  const late = Array.from({ length: 5 }, () => breaker.acquire());
  fail(5);
  clock.ms += 1000;
  const probe = breaker.acquire();
  late.forEach((tell) => tell?.('failure'));
  expect(breaker.state()).toBe('half-open');
  probe?.('success');
  expect(breaker.isPassable()).toBe(true);
});

test('Whatever happens, it is never open for more than 37.5 s, and at most one probe is on its way', () => {
  const step = fc.record({
    passMs: fc.integer({ min: 0, max: 5000 }),
    outcome: fc.constantFrom<CallOutcome>('success', 'failure', 'neutral'),
    isKept: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const { breaker, clock } = build();
      let kept: ((outcome: CallOutcome) => void)[] = [];
      for (const { passMs, outcome, isKept } of steps) {
        clock.ms += passMs;
        const tell = breaker.acquire();
        if (breaker.state() === 'half-open' && tell) expect(breaker.acquire()).toBeUndefined();
        if (isKept && tell) kept.push(tell);
        else tell?.(outcome);
        if (kept.length > 3) kept = (kept.forEach((late) => late(outcome)), []);
      }
      kept.forEach((late) => late('failure'));
      clock.ms += 37_500;
      expect(breaker.isPassable()).toBe(true);
    }),
  );
});
