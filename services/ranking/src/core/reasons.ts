import type { CurrentTrack, ScoredCandidate } from './candidate.ts';
import { freshKinds } from './freshness.ts';

/** Why a card is shown, in the order in which the view prefers to say it. */
export const reasonCodes = [
  'current-artist',
  'played-together',
  'favourite-artist',
  'played-before',
  'new-release',
  'popular',
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

/** The reasons that hold for a card, most telling first, at most two; none when the model alone knows. */
export const reasonsFor = (scored: ScoredCandidate, current: CurrentTrack): ReasonCode[] =>
  reasonCodes.filter((code) => rules[code](scored, current)).slice(0, 2);

type Rule = (scored: ScoredCandidate, current: CurrentTrack) => boolean;

const rules: Readonly<Record<ReasonCode, Rule>> = {
  'current-artist': ({ candidate }, current) => candidate.artist === current.artist,
  'played-together': ({ signals }) => atLeast(signals('co_listening'), 0.05),
  'favourite-artist': ({ signals }) => atLeast(signals('user_artist_affinity'), 0.1),
  'played-before': ({ signals }) => atLeast(signals('user_item_plays'), Math.log1p(2)),
  'new-release': ({ candidate: { kind, ageDays } }) => freshKinds.has(kind) && ageDays !== undefined && ageDays <= 28,
  popular: ({ candidate }) => atLeast(candidate.popularity, 0.7),
};

const atLeast = (value: number | null | undefined, threshold: number): boolean =>
  value !== null && value !== undefined && value >= threshold;
