import { member } from '../document/parse-document.ts';
import type { Node } from '../document/parse-text.ts';

/** What a document says of how long something stays. */
export type Lifecycle = {
  readonly isDeprecated: boolean;
  /** `x-sunset` as written; null where it says nothing. */
  readonly sunset: string | null;
  /** `x-stability-level` as written: `draft`, `alpha`, `beta` or `stable`; null where it says nothing. */
  readonly stability: string | null;
};

/** Reads `deprecated`, `x-sunset` (also `sunset` in it) and `x-stability-level`. Pure. */
export const readLifecycle = (node: Node): Lifecycle => ({
  isDeprecated: member(node, 'deprecated') === true,
  sunset: written(member(node, 'x-sunset')),
  stability: written(member(node, 'x-stability-level')),
});

/** The day of a sunset (RFC 3339, with or without a time), as `YYYY-MM-DD`; null where it is no date. */
export const sunsetDay = (sunset: string): string | null => {
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(sunset.trim())?.[1];
  if (day === undefined) return null;
  const parsed = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day ? null : day;
};

/** Whole days from one day to another, negative when it is past. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

const ranks: ReadonlyMap<string, number> = new Map([
  ['draft', 0],
  ['alpha', 1],
  ['beta', 2],
  ['stable', 3],
]);

/** How firm a stability level is; null for a word that is none. What says nothing is stable. */
export const stabilityRank = (stability: string | null): number | null =>
  stability === null ? 3 : (ranks.get(stability) ?? null);

/** True for what was published as a draft: it may go at any time. */
export const isDraft = ({ stability }: Lifecycle): boolean => stability === 'draft' || stability === 'alpha';

/** Something that is neither text nor number is kept as JSON, so that it reads as the invalid thing that it is. */
const written = (value: Node): string | null =>
  value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);
