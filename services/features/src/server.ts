import { fileURLToPath } from 'node:url';
import {
  createLogger,
  createMetrics,
  maskSecrets,
  readConfiguration,
  runMain,
  runService,
  stopWithProcess,
} from '@interlock-dev/chassis';
import { createFeaturesApp } from './app.ts';
import { FeaturesConfiguration } from './configuration.ts';
import { readSnapshot } from './store/read-snapshot.ts';

await runMain(async () => {
  const configuration = readConfiguration(FeaturesConfiguration);
  const logger = createLogger({ service: 'features', level: configuration.logLevel });
  const snapshot = readSnapshot(fileURLToPath(new URL('../seed/snapshot.json', import.meta.url)));
  const service = await createFeaturesApp({ snapshot, logger, metrics: createMetrics({ isProcessMeasured: true }) });
  const running = await runService(service, configuration);
  stopWithProcess(running);
  logger.info({ configuration: maskSecrets(FeaturesConfiguration, configuration), listening: running.url }, 'ready');
});
