import { Type } from 'typebox';

/** Settings that every service has; spread into the schema of its configuration, then override what differs. */
export const serverSettings = {
  host: Type.String({ default: '127.0.0.1' }),
  drainMs: Type.Integer({ default: 0, minimum: 0, description: 'How long /readyz says 503 before the port closes.' }),
  graceMs: Type.Integer({ default: 5000, minimum: 0, description: 'How long requests in flight may still take then.' }),
  logLevel: Type.Enum(['debug', 'info', 'warn', 'error', 'silent'], { default: 'info' }),
  otlpTracesUrl: Type.String({
    default: '',
    pattern: '^(https?://.*)?$',
    description: 'Where a collector takes traces, e.g. http://127.0.0.1:4318/v1/traces. Empty: none are recorded.',
  }),
  traceSampleRatio: Type.Number({ default: 1, minimum: 0, maximum: 1, description: 'The share of traces begun here.' }),
  maxInFlight: Type.Integer({ default: 1000, minimum: 1, description: 'More requests at once are refused.' }),
} as const;
