import { Type } from 'typebox';

/** What a deployer may set; each key is read from the environment variable of its name in capitals. */
export const RankingConfiguration = Type.Object({
  host: Type.String({ default: '127.0.0.1' }),
  port: Type.Integer({ default: 8080, minimum: 0, maximum: 65535 }),
  drainMs: Type.Integer({ default: 0, minimum: 0, description: 'How long /readyz says 503 before the port closes.' }),
  logLevel: Type.Enum(['debug', 'info', 'warn', 'error', 'silent'], { default: 'info' }),
  featuresUrl: Type.String({ pattern: '^https?://', description: 'Where the features service listens.' }),
  scoringReserveMs: Type.Number({ default: 15, minimum: 0, description: 'Budget that a model call must find left.' }),
  fallbackReserveMs: Type.Number({ default: 5, minimum: 0, description: 'Budget kept for answering by popularity.' }),
});
