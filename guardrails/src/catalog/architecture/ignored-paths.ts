import type { Tree } from '../../tree/tree.ts';
import { matchGlobs } from '../../policy/match-globs.ts';

const endings = ['', '.ts', '.tsx', '.js', '.json', '/index.ts', '/index.js'];

/** Reads the .gitignore files of a tree: what they cover is made by a build and is missing in every commit. */
export const readIgnoredPaths = async (tree: Tree): Promise<(path: string) => boolean> => {
  const files = (await tree.list()).map(({ path }) => path).filter((path) => /(?:^|\/)\.gitignore$/u.test(path));
  const texts = await Promise.all(
    files.slice(0, 500).map(async (path) => [path, (await tree.readText(path)) ?? ''] as const),
  );
  const globs = texts.flatMap(([path, text]) => ignoredGlobs(text, path.slice(0, -'.gitignore'.length)));
  const matches = matchGlobs(globs);
  return (path) => {
    const stem = path.replace(/\.[cm]?jsx?$/u, '');
    return matches(path) || endings.some((ending) => matches(stem + ending));
  };
};

/**
 * The globs of a .gitignore. What it takes back (`!`) still counts as ignored: it is asked only whether a build may make a file. Pure.
 * @param folder of the .gitignore, '' or ending with a slash
 */
export const ignoredGlobs = (text: string, folder: string): readonly string[] =>
  text
    .slice(0, 100_000)
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#!]/u.test(line))
    .flatMap((line) => {
      const bare = line.replace(/^\/|\/$/gu, '');
      const isAnchored = line.replace(/\/$/u, '').includes('/');
      const glob = isAnchored ? folder + bare : `${folder}**/${bare}`;
      return /^[*./]*$/u.test(bare) ? [] : [glob, `${glob}/**`];
    });
