import { createService, type Metrics, type Service, type SheddingLimits, type Traces } from '@interlock-dev/chassis';
import type { FastifyBaseLogger } from 'fastify';
import type { ViewData } from './data/read-view-data.ts';
import { rankingErrors } from './errors.ts';
import type { ExposureSink } from './exposure/exposure.ts';
import type { FeaturesSource } from './features/features-source.ts';
import type { ModelSlots } from './model/create-model-slots.ts';
import { createAnswerCache, type AnswerCacheLimits } from './rank/answer-cache.ts';
import type { StepReserves } from './rank/budget.ts';
import { createAnswerCount } from './rank/count-answers.ts';
import { createNowPlaying } from './rank/create-now-playing.ts';
import { createRanker, type RankerParts } from './rank/create-ranker.ts';
import { createFindCandidates } from './rank/find-candidates.ts';
import { createScoreWithin } from './rank/score-within.ts';
import { addModelRoutes } from './routes/add-model-routes.ts';
import { addNowPlayingRoute } from './routes/add-now-playing-route.ts';
import { addRankRoute } from './routes/add-rank-route.ts';
import { createShadow } from './shadow/create-shadow.ts';
import { createIdleMoments } from './shadow/idle-moments.ts';

export type RankingAppParts = {
  readonly features: FeaturesSource;
  readonly models: ModelSlots;
  readonly view: ViewData;
  readonly exposures: ExposureSink;
  readonly reserves: StepReserves;
  readonly cache: AnswerCacheLimits;
  readonly isPreviewAllowed: boolean;
  readonly shadowSampleEvery: number;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
  readonly traces?: Traces;
  readonly shedding?: SheddingLimits;
  readonly isReady?: () => Promise<boolean>;
  /** Unix milliseconds, for deadlines. */
  readonly now?: () => number;
  /** Milliseconds on a clock that is never set, for costs and ages. */
  readonly elapsed?: () => number;
};

/** The ranking service, not listening yet: everything it needs is handed in. */
export const createRankingApp = async (parts: RankingAppParts): Promise<Service> => {
  const {
    logger,
    metrics,
    isReady,
    traces,
    shedding,
    models,
    now = Date.now,
    elapsed = () => performance.now(),
  } = parts;
  const service = await createService({
    name: 'ranking',
    version: '1.1.0',
    description: 'Ranks the cards that the Now Playing View shows next to and after the current track.',
    errors: rankingErrors,
    bodyLimitBytes: 128 * 1024,
    deadlines: { defaultMs: 250, maxMs: 2000 },
    logger,
    metrics,
    now,
    ...(isReady ? { isReady } : {}),
    ...(traces ? { traces } : {}),
    ...(shedding ? { shedding } : {}),
  });
  const idle = createIdleMoments();
  idle.watch(service.app);
  const { sampleEvery, whenIdle } = { sampleEvery: parts.shadowSampleEvery, whenIdle: idle.whenIdle };
  const shadow = createShadow({ ranker: models.full, metrics, now, elapsed, sampleEvery, whenIdle });
  const { features, reserves, exposures } = parts;
  const ranker: RankerParts = {
    scoreWithin: createScoreWithin({ features, reserves, logger, now, elapsed, rankers: models }),
    count: createAnswerCount(metrics),
    offerToShadow: shadow.offer,
    exposures,
    now,
  };
  addRankRoute(service.app, createRanker(ranker));
  addNowPlayingRoute(service.app, createNowPlaying({ ...ranker, ...nowPlayingParts({ ...parts, elapsed }) }));
  addModelRoutes(service.app, models, shadow);
  service.app.addHook('onClose', shadow.settled);
  return service;
};

const nowPlayingParts = ({
  view,
  models,
  metrics,
  cache,
  elapsed,
  isPreviewAllowed,
}: RankingAppParts & { elapsed: () => number }) => ({
  rules: view.rules,
  experiments: view.experiments,
  findCandidates: createFindCandidates({ catalogue: view.catalogue, neighbours: models.neighbours, metrics, elapsed }),
  answers: createAnswerCache(cache, elapsed),
  isPreviewAllowed,
});
