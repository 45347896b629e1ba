import type { Candidate, ScoredCandidate, Signals } from './candidate.ts';

/** Scores by the popularity that each source gave: the order that needs neither features nor a model. */
export const scoreByPopularity = (candidates: readonly Candidate[]): ScoredCandidate[] =>
  candidates.map((candidate) => ({ candidate, score: candidate.popularity ?? 0, signals: noSignals }));

const noSignals: Signals = () => null;
