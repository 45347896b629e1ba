import { createService, type Metrics, type Service } from '@interlock-dev/chassis';
import type { FastifyBaseLogger } from 'fastify';
import { rankingErrors } from './errors.ts';
import type { FeaturesSource } from './features/features-source.ts';
import type { Scorer } from './model/scorer.ts';
import type { StepReserves } from './rank/budget.ts';
import { createRanker } from './rank/create-ranker.ts';
import { addRankRoute } from './routes/add-rank-route.ts';

export type RankingAppParts = {
  readonly features: FeaturesSource;
  readonly scorer: Scorer;
  readonly reserves: StepReserves;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
  readonly isReady?: () => Promise<boolean>;
  readonly now?: () => number;
};

/** The ranking service, not listening yet: everything it needs is handed in. */
export const createRankingApp = async (parts: RankingAppParts): Promise<Service> => {
  const now = parts.now ?? Date.now;
  const { logger, metrics, isReady } = parts;
  const service = await createService({
    name: 'ranking',
    version: '1.0.0',
    description: 'Ranks the cards that the Now Playing View shows next to and after the current track.',
    errors: rankingErrors,
    bodyLimitBytes: 128 * 1024,
    deadlines: { defaultMs: 250, maxMs: 2000 },
    logger,
    metrics,
    now,
    ...(isReady ? { isReady } : {}),
  });
  addRankRoute(service.app, createRanker({ ...parts, now }));
  return service;
};
