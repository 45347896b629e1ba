import type { Candidate, ScoredCandidate } from './candidate.ts';

/** A candidate for tests; only what a test is about needs saying. */
export const buildCandidate = (given: Partial<Candidate> = {}): Candidate => ({
  id: 'track-1',
  kind: 'track',
  artist: 'ada',
  ...given,
});

/** A scored candidate for tests, with the signals given by name and all others unknown. */
export const buildScored = (
  given: Partial<Candidate> = {},
  score = 0,
  signals: Readonly<Record<string, number>> = {},
): ScoredCandidate => ({ candidate: buildCandidate(given), score, signals: (name) => signals[name] ?? null });
