import type { Kind } from './kinds.ts';

/** A card that a source proposes, as the request names it. */
export type Candidate = {
  readonly id: string;
  readonly kind: Kind;
  readonly artist: string;
  /** Days since its release; absent when the source does not know. */
  readonly ageDays?: number;
  /** From 0 to 1, as the source sees it; absent counts as 0. */
  readonly popularity?: number;
};

/** The track that plays now. */
export type CurrentTrack = { readonly id: string; readonly artist: string };

/** What is known of a candidate by the name of a feature; `null` where nothing is. */
export type Signals = (name: string) => number | null;

/** A candidate with the score that a model, or the fallback, gave it; higher is better. */
export type ScoredCandidate = { readonly candidate: Candidate; readonly score: number; readonly signals: Signals };
