import { createService, type Metrics, type Service } from '@interlock-dev/chassis';
import type { FastifyBaseLogger } from 'fastify';
import type { FeatureSnapshot } from './core/records.ts';
import { featuresErrors } from './errors.ts';
import { addBatchRoute } from './routes/add-batch-route.ts';

export type FeaturesAppParts = {
  readonly snapshot: FeatureSnapshot;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
};

/** The features service, not listening yet: everything it needs is handed in. */
export const createFeaturesApp = async ({ snapshot, logger, metrics }: FeaturesAppParts): Promise<Service> => {
  const service = await createService({
    name: 'features',
    version: '1.0.0',
    description: 'User, item and context features of the Now Playing View, in batches.',
    errors: featuresErrors,
    bodyLimitBytes: 64 * 1024,
    deadlines: { defaultMs: 200, maxMs: 2000 },
    logger,
    metrics,
  });
  addBatchRoute(service.app, snapshot, metrics);
  return service;
};
