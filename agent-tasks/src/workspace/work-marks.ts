import { readFile, rename, rm, writeFile } from 'node:fs/promises';

// Marks stand beside a workspace's folder, where its agent cannot write.
const readyMark = (dir: string): string => `${dir}.ready`;
const harvestedMark = (dir: string): string => `${dir}.harvested`;

/**
 * Notes that the workspace in `dir` is completely made, so that one that a killed run left half made is told from one that
 * holds work.
 * @param dependencies folders that its node_modules link into
 */
export const markReady = async (dir: string, dependencies: readonly string[]): Promise<void> => {
  await writeFile(`${readyMark(dir)}.part`, JSON.stringify(dependencies));
  await rename(`${readyMark(dir)}.part`, readyMark(dir));
};

/** The dependencies of the finished workspace in `dir`; null when there is none. */
export const readReady = async (dir: string): Promise<readonly string[] | null> => {
  const mark = await readMark(readyMark(dir));
  return mark === null ? null : (JSON.parse(mark) as readonly string[]);
};

/** Notes that `commit` holds all work of the workspace in `dir`. */
export const markHarvested = (dir: string, commit: string): Promise<void> => writeFile(harvestedMark(dir), commit);

/** Notes that something is about to run in the workspace, so that no commit holds all of its work. */
export const unmarkHarvested = (dir: string): Promise<void> => rm(harvestedMark(dir), { force: true });

/** The commit that holds all work of the workspace in `dir`; null when none does. */
export const readHarvested = (dir: string): Promise<string | null> => readMark(harvestedMark(dir));

const readMark = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};
