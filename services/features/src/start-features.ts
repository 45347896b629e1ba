import { fileURLToPath } from 'node:url';
import { maskSecrets, runService, type Metrics, type RunningService, type Traces } from '@interlock-dev/chassis';
import type { FastifyBaseLogger } from 'fastify';
import type { Static } from 'typebox';
import { createFeaturesApp } from './app.ts';
import { FeaturesConfiguration } from './configuration.ts';
import type { OpenedStore, StoreOptions } from './store/event-store.ts';
import { openFileStore } from './store/file/open-file-store.ts';
import { openMemoryStore } from './store/open-memory-store.ts';
import { readSnapshot } from './store/read-snapshot.ts';

type Settings = Static<typeof FeaturesConfiguration>;

export type FeaturesParts = {
  readonly configuration: Settings;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
  readonly traces: Traces;
};

/** Opens the log that the configuration names, replays it and listens: the features service as it runs in production. */
export const startFeatures = async ({
  configuration,
  logger,
  metrics,
  traces,
}: FeaturesParts): Promise<RunningService> => {
  const now = Date.now;
  const seed = readSnapshot(fileURLToPath(new URL('../seed/snapshot.json', import.meta.url)), {
    endedAtMs: now(),
    ttlMs: configuration.featureTtlHours * 3_600_000,
  });
  const { store, snapshot } = await openStore(configuration, { seed, now, logger });
  const service = await createFeaturesApp({ snapshot, store, logger, metrics, traces, now });
  service.app.addHook('onClose', async () => {
    await store.close();
    await traces.close();
  });
  const running = await runService(service, configuration);
  const settings = maskSecrets(FeaturesConfiguration, configuration);
  logger.info(
    { configuration: settings, listening: running.url, store: store.kind, isDurable: store.isDurable },
    'ready',
  );
  if (!store.isDurable) logger.warn('events are kept in memory alone: set LOG_FOLDER or REDIS_URL to keep them');
  return running;
};

const openStore = async (configuration: Settings, options: StoreOptions): Promise<OpenedStore> => {
  const { redisUrl, redisStream, logFolder, logSync, logSegmentBytes } = configuration;
  if (redisUrl !== '') {
    const { openRedisStore } = await import('./store/redis/open-redis-store.ts');
    return openRedisStore({ ...options, url: redisUrl, stream: redisStream });
  }
  if (logFolder !== '')
    return openFileStore({ ...options, folder: logFolder, sync: logSync, segmentBytes: logSegmentBytes });
  return { snapshot: options.seed, store: openMemoryStore(options.seed, options.now) };
};
