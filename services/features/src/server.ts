import {
  createLogger,
  createMetrics,
  createTraces,
  readConfiguration,
  runMain,
  stopWithProcess,
} from '@interlock-dev/chassis';
import { FeaturesConfiguration } from './configuration.ts';
import { startFeatures } from './start-features.ts';

await runMain(async () => {
  const configuration = readConfiguration(FeaturesConfiguration);
  const logger = createLogger({ service: 'features', level: configuration.logLevel });
  const metrics = createMetrics({ isProcessMeasured: true });
  const traces = await createTraces({ service: 'features', ...configuration });
  stopWithProcess(await startFeatures({ configuration, logger, metrics, traces }));
});
