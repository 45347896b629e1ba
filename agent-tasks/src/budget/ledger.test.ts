import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Usage } from './usage.ts';
import { openLedger, reserve, settle, type Ledger } from './ledger.ts';

const usageOf = (usd: number): Usage => ({
  model: 'm',
  inputTokens: 1,
  outputTokens: 2,
  cacheReadTokens: 3,
  cacheWriteTokens: 4,
  usd,
  metered: true,
});

const calls = fc.array(
  fc.record({
    reserveUsd: fc.double({ min: 0.0001, max: 2, noNaN: true }),
    usedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    settleAfter: fc.nat({ max: 4 }),
  }),
  { maxLength: 60 },
);

type Call = { readonly reserveUsd: number; readonly usedShare: number; readonly settleAfter: number };

/** Plays calls that overlap: each settles some calls after it was granted. */
const play = (capUsd: number | null, plan: readonly Call[]): { ledger: Ledger; granted: number } => {
  let ledger = openLedger(capUsd);
  let granted = 0;
  const open: { id: string; usd: number; due: number }[] = [];
  const settleDue = (now: number) => {
    for (const call of open.filter(({ due }) => due <= now)) {
      ledger = settle(ledger, call.id, usageOf(call.usd));
      open.splice(open.indexOf(call), 1);
    }
  };
  for (const [index, call] of plan.entries()) {
    settleDue(index);
    const answer = reserve(ledger, String(index), call.reserveUsd);
    if (!answer.isGranted) continue;
    granted += 1;
    ledger = answer.ledger;
    open.push({ id: String(index), usd: call.reserveUsd * call.usedShare, due: index + call.settleAfter });
  }
  settleDue(Infinity);
  return { ledger, granted };
};

describe('the ledger', () => {
  it('never passes its cap by more than one reserve of a call, however calls overlap', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, noNaN: true }), calls, (capUsd, plan) => {
        const { ledger } = play(capUsd, plan);
        const highest = Math.max(0, ...plan.map((call) => call.reserveUsd));
        expect(ledger.total.usd).toBeLessThanOrEqual(capUsd + highest + 1e-9);
        expect(ledger.reserved.size).toBe(0);
      }),
    );
  });

  it('grants every call without a cap', () => {
    fc.assert(
      fc.property(calls, (plan) => {
        expect(play(null, plan).granted).toBe(plan.length);
      }),
    );
  });

  it('refuses the next call once the cap is reached, and says what was spent', () => {
    const first = reserve(openLedger(1), 'a', 3);
    if (!first.isGranted) throw new Error('the first call must be granted');
    const spent = settle(first.ledger, 'a', usageOf(1));
    expect(reserve(spent, 'b', 0.1)).toEqual({
      isGranted: false,
      reason: 'The budget of $1.00 is used up ($1.00 spent).',
    });
  });

  it('counts a reserve under way, and gives it back when the call used nothing', () => {
    const first = reserve(openLedger(1), 'a', 3);
    if (!first.isGranted) throw new Error('the first call must be granted');
    expect(reserve(first.ledger, 'b', 0.1).isGranted).toBe(false);
    expect(reserve(settle(first.ledger, 'a', null), 'b', 0.1).isGranted).toBe(true);
  });

  it('refuses at once when nothing is left from an earlier try', () => {
    expect(reserve(openLedger(-0.2), 'a', 0.1)).toEqual({
      isGranted: false,
      reason: 'The budget was used up before this try began.',
    });
  });

  it('adds up calls and tokens of all four kinds', () => {
    const { ledger } = play(null, [
      { reserveUsd: 1, usedShare: 1, settleAfter: 0 },
      { reserveUsd: 1, usedShare: 0.5, settleAfter: 2 },
    ]);
    expect(ledger.total).toEqual({ calls: 2, tokens: 20, usd: 1.5 });
  });
});
