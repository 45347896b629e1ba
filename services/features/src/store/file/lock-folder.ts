import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { ConfigurationError } from '@interlock-dev/chassis';

/**
 * Holds a folder against other processes of this machine until released or until this process is gone, however it ends.
 * On Linux alone, by an abstract socket; elsewhere the deployer sees to it.
 * @throws ConfigurationError when another process holds it
 */
export const lockFolder = async (folder: string): Promise<() => Promise<void>> => {
  if (process.platform !== 'linux') return () => Promise.resolve();
  const name = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 32);
  const lock = createServer();
  lock.unref();
  try {
    await once(lock.listen(`\0features-log-${name}`), 'listening');
  } catch (cause) {
    throw new ConfigurationError(
      `LOG_FOLDER ${folder} is used by another features process. Give each its own, or set REDIS_URL to share one log.`,
      { cause },
    );
  }
  return async () => {
    lock.close();
    await once(lock, 'close');
  };
};
