import {
  ConfigurationError,
  createLogger,
  createMetrics,
  createTraces,
  maskSecrets,
  runService,
  type RunningService,
} from '@interlock-dev/chassis';
import type { Static } from 'typebox';
import { Pool } from 'undici';
import { createRankingApp } from './app.ts';
import { RankingConfiguration } from './configuration.ts';
import { readViewData } from './data/read-view-data.ts';
import { createExposureSink } from './exposure/create-exposure-sink.ts';
import { createFeaturesSource } from './features/create-features-source.ts';
import { createFeaturesClient } from './generated/features-client.ts';
import { createModelSlots, type ModelSlots } from './model/create-model-slots.ts';
import { refreshAll, watchSlots } from './model/watch-slots.ts';
import { createStartupCheck } from './startup-check.ts';

type Settings = Static<typeof RankingConfiguration>;

/** Loads the models, connects to features and listens: the ranking service as it runs in production. */
export const startRanking = async (configuration: Settings): Promise<RunningService> => {
  checkExposureKey(configuration);
  const logger = createLogger({ service: 'ranking', level: configuration.logLevel });
  const metrics = createMetrics({ isProcessMeasured: true });
  const traces = await createTraces({ service: 'ranking', ...configuration });
  const view = readViewData(viewFiles(configuration));
  const { exposureFile: file, exposureKey: key, inferenceUrl } = configuration;
  const exposures = createExposureSink({ metrics, logger, ...(file === '' ? {} : { file, key }) });
  const baseUrl = configuration.featuresUrl.split(',').map((address) => address.trim());
  const client = createFeaturesClient({ baseUrl, name: 'features', metrics, traces });
  const pool = inferenceUrl === '' ? undefined : new Pool(inferenceUrl, { connections: 16 });
  const server = pool && { pool, now: Date.now };
  const elapsed = (): number => performance.now();
  const runtime = { server, now: Date.now, loadTimeoutMs };
  const models = createModelSlots({ registry: configuration.modelRegistry, runtime, metrics, logger, elapsed });
  const all = [models.full, models.cheap, models.neighbours];
  await refreshAll(all);
  const service = await createRankingApp({
    features: createFeaturesSource(client, metrics),
    models,
    view,
    exposures,
    reserves: {
      scoringMs: configuration.scoringReserveMs,
      cheapScoringMs: configuration.cheapScoringReserveMs,
      fallbackMs: configuration.fallbackReserveMs,
    },
    cache: { mostAnswers: configuration.cachedAnswers, ttlMs: configuration.cachedAnswerTtlMs },
    isPreviewAllowed: configuration.previewAllowed,
    shadowSampleEvery: configuration.shadowSampleEvery,
    shedding: { maxInFlight: configuration.maxInFlight },
    logger,
    metrics,
    traces,
    elapsed,
    isReady: createStartupCheck(async () => hasModel(models) && (await client.isReady(readinessTimeoutMs))),
  });
  const stopWatching = watchSlots(all, configuration.modelPollMs, logger);
  service.app.addHook('onClose', async () => {
    await stopWatching();
    await Promise.all([client.close(), exposures.close(), ...all.map((slot) => slot.close())]);
    await pool?.close();
    await traces.close();
  });
  const running = await runService(service, configuration);
  const settings = maskSecrets(RankingConfiguration, configuration);
  const serving = Object.fromEntries(all.map((slot) => [slot.name, slot.serving()?.full ?? 'none']));
  logger.info({ configuration: settings, listening: running.url, serving }, 'ready');
  return running;
};

const readinessTimeoutMs = 500;
const loadTimeoutMs = 5000;

// A replica that has never had its model would answer every listener by popularity: others should take the traffic.
const hasModel = ({ full }: ModelSlots): boolean => full.serving() !== undefined;

const viewFiles = ({ rulesFile, experimentsFile, catalogueFile }: Settings) => ({
  rules: rulesFile,
  experiments: experimentsFile,
  catalogue: catalogueFile,
});

const checkExposureKey = ({ exposureFile, exposureKey }: Settings): void => {
  if (exposureFile !== '' && exposureKey.length < 16)
    throw new ConfigurationError(
      'EXPOSURE_FILE is set and EXPOSURE_KEY is not, or has fewer than 16 characters: listeners would stand in the file as they are. Set it.',
    );
};
