import type { Kind } from './kinds.ts';

/** How much a release of today gains, in units of the score, and after how many days half of that is left. */
export const freshnessPolicy = { boost: 0.3, halfLifeDays: 14 } as const;

/** The kinds for which being new is a reason to show them. */
export const freshKinds: ReadonlySet<Kind> = new Set<Kind>(['track', 'album', 'podcast', 'merch']);

/**
 * What a candidate's score gains by being new: halves every `halfLifeDays`, 0 for kinds that do not age.
 * @param ageDays days since its release; unknown gains nothing
 */
export const freshnessBoost = (kind: Kind, ageDays: number | undefined): number =>
  ageDays === undefined || !freshKinds.has(kind)
    ? 0
    : freshnessPolicy.boost * 2 ** (-Math.max(0, ageDays) / freshnessPolicy.halfLifeDays);
