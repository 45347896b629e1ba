import { realpath } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { ToolError } from './tool.ts';

/**
 * Absolute path of a file that the model names, relative to the workspace or absolute within it. A path that leads out
 * of the workspace, also over a symbolic link, is refused: the walls would stop it, this says why.
 */
export const resolvePath = async (dir: string, path: string): Promise<string> => {
  if (path.includes('\0')) throw new ToolError('A path cannot hold a zero character.');
  const absolute = resolve(dir, path);
  if (!isWithin(dir, absolute)) throw outside(path);
  if (!isWithin(await realpath(dir), await realpathOfNearest(absolute))) throw outside(path);
  return absolute;
};

const realpathOfNearest = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch (cause) {
    if (!isMissing(cause) || path === sep) throw cause;
    return realpathOfNearest(dirname(path));
  }
};

const isWithin = (dir: string, path: string): boolean => {
  const way = relative(dir, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
};

const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

const outside = (path: string): ToolError =>
  new ToolError(`${JSON.stringify(path)} is outside the workspace. Name a path within it, relative to its root.`);
