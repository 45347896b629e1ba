import { ConfigurationError } from '@interlock-dev/chassis';
import { Redis } from 'ioredis';
import type { StoreOptions } from '../event-store.ts';

/** One connection for commands and one that waits for news, because a waiting connection can do nothing else. */
export type RedisConnections = {
  readonly commands: Redis;
  readonly news: Redis;
  readonly close: () => void;
};

/**
 * Two connections that come back by themselves and never queue: while Redis is away a command fails at once.
 * @throws ConfigurationError when nobody answers at start
 */
export const connectRedis = async (url: string, logger: StoreOptions['logger']): Promise<RedisConnections> => {
  const [commands, news] = [createConnection(url), createConnection(url)];
  const close = (): void => {
    commands.disconnect();
    news.disconnect();
  };
  for (const redis of [commands, news]) {
    // The address and the password in an error are nobody's business: its code says enough.
    redis.on('error', (error: NodeJS.ErrnoException) =>
      logger.warn({ code: error.code ?? error.name }, 'Redis is away'),
    );
  }
  try {
    await Promise.all([commands.connect(), news.connect()]);
  } catch (cause) {
    close();
    throw new ConfigurationError('REDIS_URL (secret) names no Redis that answers: start it, or correct the address.', {
      cause,
    });
  }
  return { commands, news, close };
};

const createConnection = (url: string): Redis =>
  new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2000,
    commandTimeout: 5000,
    retryStrategy: (times) => Math.min(1000, 25 * 2 ** Math.min(times, 6)),
  });
