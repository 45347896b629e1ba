import { serverSettings } from '@interlock-dev/chassis';
import { Type } from 'typebox';

/** What a deployer may set; each key is read from the environment variable of its name in capitals. */
export const FeaturesConfiguration = Type.Object({
  ...serverSettings,
  port: Type.Integer({ default: 8081, minimum: 0, maximum: 65535 }),
  logFolder: Type.String({
    default: '',
    description: 'Where events are kept, one folder a process. Without it, and without REDIS_URL, memory alone.',
  }),
  logSync: Type.Enum(['commit', 'none'], {
    default: 'commit',
    description: 'commit: acknowledged once on the disk. none: once the system has it; a power cut may lose it.',
  }),
  logSegmentBytes: Type.Integer({ default: 64 * 1024 * 1024, minimum: 1024, maximum: 1024 ** 3 }),
  redisUrl: Type.String({
    default: '',
    pattern: '^(rediss?://.*)?$',
    secret: true,
    description: 'A Redis that keeps the log for several features processes; LOG_FOLDER is then not used.',
  }),
  redisStream: Type.String({ default: 'features:events', minLength: 1, description: 'The key of the log in Redis.' }),
  featureTtlHours: Type.Number({
    default: 2160,
    exclusiveMinimum: 0,
    description: 'History older than this is not used.',
  }),
});
