import { createLogger, createMetrics, emitOpenApi } from '@interlock-dev/chassis';
import { createFeaturesApp } from './app.ts';

const snapshot = { version: 'none', items: new Map(), users: new Map() };
const logger = createLogger({ service: 'features', level: 'silent' });
process.stdout.write(await emitOpenApi(await createFeaturesApp({ snapshot, logger, metrics: createMetrics() })));
