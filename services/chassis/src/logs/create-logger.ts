import { pino, type DestinationStream, type Logger } from 'pino';

export type LoggerOptions = {
  readonly service: string;
  readonly level: string;
  readonly destination?: DestinationStream;
};

/**
 * The logger of a service: one JSON object a line on stdout, each with the service's name.
 * Fields that could hold personal data are dropped wherever they appear; requests are never logged by URL or body.
 */
export const createLogger = ({ service, level, destination }: LoggerOptions): Logger =>
  pino(
    {
      level,
      base: { service },
      redact: { paths: personalFields.flatMap((field) => [field, `*.${field}`]), remove: true },
    },
    ...(destination ? [destination] : []),
  );

const personalFields = ['user', 'userId', 'body', 'headers', 'ip', 'url', 'authorization', 'cookie', 'remoteAddress'];
