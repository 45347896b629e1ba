import { createService, type Metrics, type Service, type Traces } from '@interlock-dev/chassis';
import type { FastifyBaseLogger } from 'fastify';
import type { FeatureSnapshot } from './core/records.ts';
import { featuresErrors } from './errors.ts';
import { addBatchRoute } from './routes/add-batch-route.ts';
import { addEventsRoute } from './routes/add-events-route.ts';
import type { EventStore } from './store/event-store.ts';
import { openMemoryStore } from './store/open-memory-store.ts';

export type FeaturesAppParts = {
  /** What features are computed from. */
  readonly snapshot: FeatureSnapshot;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
  /** Where events are kept, opened with this snapshot; memory alone unless given. Closed by whoever opened it. */
  readonly store?: EventStore;
  readonly traces?: Traces;
  readonly now?: () => number;
};

/** The features service, not listening yet: everything it needs is handed in. */
export const createFeaturesApp = async (parts: FeaturesAppParts): Promise<Service> => {
  const { snapshot, logger, metrics, traces, now = Date.now } = parts;
  const store = parts.store ?? openMemoryStore(snapshot, now);
  const service = await createService({
    name: 'features',
    version: '1.1.0',
    description: 'User, item and context features of the Now Playing View, in batches, and the events they come from.',
    errors: featuresErrors,
    bodyLimitBytes: 256 * 1024,
    deadlines: { defaultMs: 200, maxMs: 2000 },
    logger,
    metrics,
    now,
    ...(traces ? { traces } : {}),
  });
  addBatchRoute(service.app, { snapshot, metrics, now });
  addEventsRoute(service.app, store, metrics);
  measureState(metrics, { snapshot, store });
  return service;
};

const measureState = (
  metrics: Metrics,
  { snapshot, store }: { readonly snapshot: FeatureSnapshot; readonly store: EventStore },
): void => {
  metrics.gauge({ name: 'features_users', help: 'Listeners with a history.', read: () => snapshot.users.size });
  metrics.gauge({ name: 'features_items', help: 'Items known or heard of.', read: () => snapshot.items.size });
  metrics.gauge({
    name: 'features_log_ready',
    help: 'Whether events can be kept now: 1 or 0.',
    read: () => Number(store.isReady()),
  });
};
