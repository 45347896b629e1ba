import { rmSync } from 'node:fs';
import { chmod, lstat, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const open = new Set<string>();
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `work` with a fresh folder and removes the folder afterwards: when `work` fails, when the process exits, and
 * when a signal ends the process.
 * @param prefix start of the folder's name, e.g. `interlock-check-`
 */
export const withTemporaryFolder = async <Result>(
  prefix: string,
  work: (dir: string) => Promise<Result>,
): Promise<Result> => {
  const dir = await mkdtemp(join(await realpath(tmpdir()), prefix));
  register(dir);
  try {
    return await work(dir);
  } finally {
    await removeFolder(dir);
    unregister(dir);
  }
};

/** Removes a folder and all in it, read-only folders included. Follows no symlink. */
export const removeFolder = async (dir: string): Promise<void> => {
  try {
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  } catch (cause) {
    if (!isPermissionError(cause)) throw cause;
    await makeWritable(dir);
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
};

const isPermissionError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');

const makeWritable = async (path: string): Promise<void> => {
  if (!(await lstat(path)).isDirectory()) return;
  await chmod(path, 0o700);
  for (const entry of await readdir(path, { withFileTypes: true }))
    if (entry.isDirectory()) await makeWritable(join(path, entry.name));
};

const register = (dir: string): void => {
  if (open.size === 0) {
    process.on('exit', removeAllNow);
    for (const signal of signals) process.on(signal, endBySignal);
  }
  open.add(dir);
};

const unregister = (dir: string): void => {
  open.delete(dir);
  if (open.size > 0) return;
  process.off('exit', removeAllNow);
  for (const signal of signals) process.off(signal, endBySignal);
};

const removeAllNow = (): void => {
  for (const dir of open) rmSync(dir, { recursive: true, force: true });
};

const endBySignal = (signal: NodeJS.Signals): void => {
  // Where somebody else listens, they end the work in their own way, and the `finally` above does the rest.
  if (process.listenerCount(signal) > 1) return;
  removeAllNow();
  process.off(signal, endBySignal);
  process.kill(process.pid, signal);
};
