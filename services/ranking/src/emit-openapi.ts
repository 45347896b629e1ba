import { fileURLToPath } from 'node:url';
import { createLogger, createMetrics, emitOpenApi } from '@interlock-dev/chassis';
import { createRankingApp } from './app.ts';
import type { Neighbours } from './core/propose.ts';
import { readViewData } from './data/read-view-data.ts';
import { createExposureSink } from './exposure/create-exposure-sink.ts';
import { modelNames } from './model/create-model-slots.ts';
import { fixedSlot } from './model/fixed-slot.ts';
import type { Scorer } from './model/scorer.ts';

const data = (name: string): string => fileURLToPath(new URL(`../data/${name}.json`, import.meta.url));
const [logger, metrics] = [createLogger({ service: 'ranking', level: 'silent' }), createMetrics()];
const service = await createRankingApp({
  features: () => Promise.resolve(undefined),
  models: {
    full: fixedSlot<Scorer>(modelNames.full, undefined),
    cheap: fixedSlot<Scorer>(modelNames.cheap, undefined),
    neighbours: fixedSlot<Neighbours>(modelNames.neighbours, undefined),
  },
  view: readViewData({ rules: data('rules'), experiments: data('experiments'), catalogue: data('catalogue') }),
  exposures: createExposureSink({ metrics, logger }),
  reserves: { scoringMs: 0, cheapScoringMs: 0, fallbackMs: 0 },
  cache: { mostAnswers: 1, ttlMs: 1 },
  isPreviewAllowed: false,
  shadowSampleEvery: 1,
  logger,
  metrics,
});
process.stdout.write(await emitOpenApi(service));
