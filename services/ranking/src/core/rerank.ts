import type { CurrentTrack, ScoredCandidate } from './candidate.ts';
import { createKindCaps } from './caps.ts';
import { createArtistVariety } from './diversity.ts';
import { freshnessBoost } from './freshness.ts';
import type { Kind } from './kinds.ts';
import { reasonsFor, type ReasonCode } from './reasons.ts';
import { defaultSettings, type RerankSettings } from './rules.ts';

/** One card of the view, best first. */
export type Card = {
  readonly id: string;
  readonly kind: Kind;
  readonly artist: string;
  /** From 1. */
  readonly position: number;
  /** What the model gave plus what the rules of this file changed, at the moment of choice; to six digits. */
  readonly score: number;
  readonly reasons: readonly ReasonCode[];
};

export type RerankOptions = {
  readonly current: CurrentTrack;
  readonly limit: number;
  readonly settings?: RerankSettings;
};

/**
 * The view that scored candidates make: at each position the best candidate left, after freshness and artist variety,
 * among the kinds that still have room. The same input gives the same view; ties go to the smaller id.
 */
export const rerank = (
  scored: readonly ScoredCandidate[],
  { current, limit, settings = defaultSettings }: RerankOptions,
): Card[] => {
  const caps = createKindCaps(settings.maxCards);
  const variety = createArtistVariety(settings.repeatedArtistPenalty);
  const left = withoutRepeats(scored)
    .map((one) => addFreshness(one, settings))
    .sort(byScoreThenId);
  const cards: Card[] = [];
  while (cards.length < limit) {
    const best = takeBest(left, ({ candidate, score }) =>
      caps.hasRoom(candidate.kind) ? score - variety.penaltyFor(candidate.artist) : undefined,
    );
    if (!best) break;
    const { candidate } = best.scored;
    caps.add(candidate.kind);
    variety.add(candidate.artist);
    const { id, kind, artist } = candidate;
    const reasons = reasonsFor(best.scored, current);
    cards.push({ id, kind, artist, position: cards.length + 1, score: toSixDigits(best.value), reasons });
  }
  return cards;
};

const addFreshness = (scored: ScoredCandidate, { freshnessWeight }: RerankSettings): ScoredCandidate => {
  const { candidate, score, signals } = scored;
  const boost = freshnessWeight * freshnessBoost(candidate.kind, candidate.ageDays);
  return { candidate, score: score + boost, signals };
};

// Two sources may propose the same card: the view shows it once, with its better score.
const withoutRepeats = (scored: readonly ScoredCandidate[]): ScoredCandidate[] => {
  const best = new Map<string, ScoredCandidate>();
  for (const one of scored) {
    const other = best.get(one.candidate.id);
    if (!other || other.score < one.score) best.set(one.candidate.id, one);
  }
  return [...best.values()];
};

const byScoreThenId = (a: ScoredCandidate, b: ScoredCandidate): number =>
  b.score - a.score || (a.candidate.id < b.candidate.id ? -1 : 1);

type Best = { readonly scored: ScoredCandidate; readonly value: number };

// `left` is sorted by score, and a value is a score less a penalty: once a score is no better than the best value, neither
// is any value after it. Of equal values the first wins.
const takeBest = (
  left: ScoredCandidate[],
  valueOf: (scored: ScoredCandidate) => number | undefined,
): Best | undefined => {
  let bestAt = -1;
  let bestValue = Number.NEGATIVE_INFINITY;
  // By index: an iterator makes a pair for each candidate of each position, the hottest loop of an answer.
  for (let at = 0; at < left.length; at += 1) {
    const scored = left[at];
    if (!scored || scored.score <= bestValue) break;
    const value = valueOf(scored);
    if (value !== undefined && value > bestValue) [bestAt, bestValue] = [at, value];
  }
  const [scored] = bestAt < 0 ? [] : left.splice(bestAt, 1);
  return scored && { scored, value: bestValue };
};

const toSixDigits = (score: number): number => Math.round(score * 1e6) / 1e6;
