import { Type } from 'typebox';

/** What a deployer may set; each key is read from the environment variable of its name in capitals. */
export const FeaturesConfiguration = Type.Object({
  host: Type.String({ default: '127.0.0.1' }),
  port: Type.Integer({ default: 8081, minimum: 0, maximum: 65535 }),
  drainMs: Type.Integer({ default: 0, minimum: 0, description: 'How long /readyz says 503 before the port closes.' }),
  logLevel: Type.Enum(['debug', 'info', 'warn', 'error', 'silent'], { default: 'info' }),
});
