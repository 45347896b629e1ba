import { fileURLToPath } from 'node:url';
import { serverSettings } from '@interlock-dev/chassis';
import { Type } from 'typebox';

const committed = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** What a deployer may set; each key is read from the environment variable of its name in capitals. */
export const RankingConfiguration = Type.Object({
  ...serverSettings,
  port: Type.Integer({ default: 8080, minimum: 0, maximum: 65535 }),
  featuresUrl: Type.String({
    pattern: '^https?://',
    description: 'Where the features service listens; several addresses, by comma, share the calls.',
  }),
  scoringReserveMs: Type.Number({ default: 15, minimum: 0, description: 'Budget that a model call must find left.' }),
  cheapScoringReserveMs: Type.Number({ default: 8, minimum: 0, description: 'The same for the cheap model.' }),
  fallbackReserveMs: Type.Number({ default: 5, minimum: 0, description: 'Budget kept for answering without a model.' }),
  modelRegistry: Type.String({
    default: committed('../models/registry'),
    description: 'The folder of model packages.',
  }),
  modelPollMs: Type.Integer({ default: 1000, minimum: 20, description: 'How often its pointers are looked at.' }),
  inferenceUrl: Type.String({
    default: '',
    pattern: '^(https?://.*)?$',
    description: 'A server of the Open Inference Protocol v2 that runs the rankers. Empty: this process runs them.',
  }),
  rulesFile: Type.String({ default: committed('data/rules.json') }),
  experimentsFile: Type.String({ default: committed('data/experiments.json') }),
  catalogueFile: Type.String({ default: committed('data/catalogue.json') }),
  previewAllowed: Type.Boolean({
    default: false,
    description: 'Whether callers may choose arms and rungs to look at.',
  }),
  cachedAnswers: Type.Integer({
    default: 5000,
    minimum: 1,
    description: 'The most answers kept for the rung "cached".',
  }),
  cachedAnswerTtlMs: Type.Integer({ default: 600_000, minimum: 1, description: 'How long one may be shown again.' }),
  shadowSampleEvery: Type.Integer({ default: 10, minimum: 1, description: 'One scoring in this many is compared.' }),
  exposureFile: Type.String({
    default: '',
    description: 'The file that exposures are appended to. Empty: none are kept.',
  }),
  exposureKey: Type.String({
    default: '',
    secret: true,
    description: 'What listeners are hashed with in exposures, at least 16 characters; wanted with EXPOSURE_FILE.',
  }),
});
