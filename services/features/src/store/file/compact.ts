import { ConfigurationError } from '@interlock-dev/chassis';
import { removeBefore, replayFolder, statePath } from './log-folder.ts';
import { writeStateFile } from './state-file.ts';

/**
 * Folds all records before `next` into one state file, then removes them. Whatever instant it ends at, the folder gives
 * the same state. `next` is where a log file begins.
 */
export const compactFolder = async (folder: string, next: number): Promise<void> => {
  const replayed = await replayFolder(folder, next);
  if (replayed?.next !== next)
    throw new ConfigurationError(`${folder} holds records up to ${replayed?.next ?? 0}, not up to ${next}.`);
  await writeStateFile(statePath(folder, next), replayed.snapshot);
  await removeBefore(folder, next);
};
