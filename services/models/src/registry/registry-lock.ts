import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@interlock-dev/chassis';

/**
 * Runs one change of a registry at a time. A lock whose process is gone (a kill) counts as free; who finds it held is
 * refused at once and may try again.
 * @throws ConfigurationError when another process changes the registry now
 */
export const withRegistryLock = async <Result>(
  root: string,
  change: () => Promise<Result> | Result,
): Promise<Result> => {
  mkdirSync(root, { recursive: true });
  const path = join(root, '.lock');
  takeLock(path, 2);
  try {
    return await change();
  } finally {
    rmSync(path, { force: true });
  }
};

const takeLock = (path: string, tries: number): void => {
  try {
    writeFileSync(path, `${process.pid}`, { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    const owner = readOwner(path);
    if (tries < 2 || (owner !== undefined && isRunning(owner)))
      throw new ConfigurationError(
        `${path}: process ${owner ?? 'unknown'} changes this registry now; try again when it is done`,
        { cause },
      );
    rmSync(path, { force: true });
    takeLock(path, tries - 1);
  }
};

const readOwner = (path: string): number | undefined => {
  try {
    const owner = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(owner) && owner > 0 ? owner : undefined;
  } catch {
    return undefined;
  }
};

const isRunning = (owner: number): boolean => {
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
