import { fileURLToPath } from 'node:url';
import { createLogger, createMetrics, maskSecrets, runService, type RunningService } from '@interlock-dev/chassis';
import type { Static } from 'typebox';
import { createRankingApp } from './app.ts';
import { RankingConfiguration } from './configuration.ts';
import { createFeaturesSource } from './features/create-features-source.ts';
import { createFeaturesClient } from './generated/features-client.ts';
import { loadOnnxScorer } from './model/load-onnx-scorer.ts';
import { createStartupCheck } from './startup-check.ts';

/** Loads the model, connects to features and listens: the ranking service as it runs in production. */
export const startRanking = async (configuration: Static<typeof RankingConfiguration>): Promise<RunningService> => {
  const logger = createLogger({ service: 'ranking', level: configuration.logLevel });
  const metrics = createMetrics({ isProcessMeasured: true });
  const client = createFeaturesClient({ baseUrl: configuration.featuresUrl });
  const scorer = await loadOnnxScorer(fileURLToPath(new URL('../model', import.meta.url)));
  const service = await createRankingApp({
    features: createFeaturesSource(client, metrics),
    scorer,
    reserves: { scoringMs: configuration.scoringReserveMs, fallbackMs: configuration.fallbackReserveMs },
    logger,
    metrics,
    isReady: createStartupCheck(() => client.isReady(readinessTimeoutMs)),
  });
  service.app.addHook('onClose', () => client.close());
  const running = await runService(service, configuration);
  const settings = maskSecrets(RankingConfiguration, configuration);
  logger.info({ configuration: settings, listening: running.url, modelVersion: scorer.version }, 'ready');
  return running;
};

const readinessTimeoutMs = 500;
