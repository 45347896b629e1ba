import { createLogger, createMetrics, emitOpenApi } from '@interlock-dev/chassis';
import { createRankingApp } from './app.ts';

const service = await createRankingApp({
  features: () => Promise.resolve(undefined),
  scorer: { version: 'none', inputs: [], score: () => Promise.resolve(new Float32Array()) },
  reserves: { scoringMs: 0, fallbackMs: 0 },
  logger: createLogger({ service: 'ranking', level: 'silent' }),
  metrics: createMetrics(),
});
process.stdout.write(await emitOpenApi(service));
