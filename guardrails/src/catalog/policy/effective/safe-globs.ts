import { matchGlobs } from '../../../policy/match-globs.ts';

/**
 * The test whether any of these globs covers a path; null where one of them is not safe to try: a glob of head is
 * untrusted, and repeated groups in it can take a matcher for ever. Pure.
 */
export const matchUntrusted = (globs: readonly string[]): ((path: string) => boolean) | null =>
  globs.every(isSafe) ? matchGlobs(globs) : null;

const isSafe = (glob: string): boolean =>
  glob.length <= 200 && !/[+*@!?]\([^)]*[*+(]/u.test(glob) && (glob.match(/\*+/gu)?.length ?? 0) <= 8;

/** Joins the folder of a configuration and a glob in it. Pure. */
export const inFolder = (folder: string, glob: string): string => {
  const bare = glob.replace(/^\.\//u, '').replace(/^\//u, '');
  return folder === '' || bare.startsWith('**/') ? bare : `${folder}/${bare}`;
};

/** The folder of a path; empty for the root. Pure. */
export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');
