import type { Usage } from './usage.ts';
import { addUsage, type UsageTotal } from './usage.ts';

/** Money of a job: what was spent, and what calls under way may still cost. USD. */
export type Ledger = {
  /** Null: no limit. */
  readonly capUsd: number | null;
  readonly total: UsageTotal;
  /** Highest cost of each call under way, by the call's id. */
  readonly reserved: ReadonlyMap<string, number>;
};

/** An answer to a request for money. */
export type Reservation =
  { readonly isGranted: true; readonly ledger: Ledger } | { readonly isGranted: false; readonly reason: string };

/** A ledger with nothing spent. */
export const openLedger = (capUsd: number | null): Ledger => ({
  capUsd,
  total: { calls: 0, tokens: 0, usd: 0 },
  reserved: new Map(),
});

/**
 * Reserves the highest cost of a call before it is made, or refuses when what is spent and reserved has reached the
 * cap. A call is granted while anything is left, so that the last dollar can be used: the total passes the cap by less
 * than one call's reserve, as long as no call costs more than it reserved. Pure.
 */
export const reserve = (ledger: Ledger, call: string, usd: number): Reservation => {
  const committed = ledger.total.usd + sum(ledger.reserved.values());
  if (ledger.capUsd !== null && committed >= ledger.capUsd) {
    return { isGranted: false, reason: describeRefusal(ledger.capUsd, ledger.total.usd, ledger.reserved.size) };
  }
  return { isGranted: true, ledger: { ...ledger, reserved: new Map([...ledger.reserved, [call, usd]]) } };
};

/** Takes a call's reserve back and books what it really used; null when it used nothing. Pure. */
export const settle = (ledger: Ledger, call: string, usage: Usage | null): Ledger => ({
  ...ledger,
  total: usage === null ? ledger.total : addUsage(ledger.total, usage),
  reserved: new Map([...ledger.reserved].filter(([id]) => id !== call)),
});

const describeRefusal = (capUsd: number, spentUsd: number, underWay: number): string => {
  if (capUsd <= 0) return 'The budget was used up before this try began.';
  const calls = underWay === 0 ? '' : ` and ${underWay} ${underWay === 1 ? 'call' : 'calls'} under way`;
  return `The budget of ${formatUsd(capUsd)} is used up (${formatUsd(spentUsd)} spent${calls}).`;
};

const formatUsd = (usd: number): string => `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;

const sum = (amounts: Iterable<number>): number => [...amounts].reduce((total, amount) => total + amount, 0);
