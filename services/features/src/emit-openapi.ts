import { createLogger, createMetrics, emitOpenApi } from '@interlock-dev/chassis';
import { createFeaturesApp } from './app.ts';
import { createEmptySnapshot } from './core/records.ts';

const snapshot = createEmptySnapshot('none');
const logger = createLogger({ service: 'features', level: 'silent' });
process.stdout.write(await emitOpenApi(await createFeaturesApp({ snapshot, logger, metrics: createMetrics() })));
