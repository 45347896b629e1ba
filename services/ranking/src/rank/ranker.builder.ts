import { createLogger, createMetrics } from '@interlock-dev/chassis';
import type { RankingAppParts } from '../app.ts';
import type { RankRequest } from '../contract.ts';

/** The parts of a ranking service for tests: every feature known, a model whose score is the feature `plays`. */
export const buildParts = (given: Partial<RankingAppParts> = {}): RankingAppParts & { now: () => number } => ({
  features: ({ candidates }) =>
    Promise.resolve({ names: ['plays'], rows: candidates.map((_, row) => [candidates.length - row]) }),
  scorer: {
    version: 'test-model',
    inputs: [{ name: 'plays', default: null }],
    score: ({ values }) => Promise.resolve(values),
  },
  reserves: { scoringMs: 20, fallbackMs: 5 },
  logger: createLogger({ service: 'ranking', level: 'silent' }),
  metrics: createMetrics(),
  now: () => 1000,
  ...given,
});

/** A request with as many tracks as asked for, each less popular than the one after it. */
export const buildRequest = (candidateCount: number, given: Partial<RankRequest> = {}): RankRequest => ({
  user: 'user-1',
  current: { id: 'track-0', artist: 'artist-0' },
  candidates: Array.from({ length: candidateCount }, (_, at) => ({
    id: `track-${at + 1}`,
    kind: 'track',
    artist: `artist-${at + 1}`,
    popularity: (at + 1) / candidateCount,
  })),
  ...given,
});
