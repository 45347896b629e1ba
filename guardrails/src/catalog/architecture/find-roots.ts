import { posix } from 'node:path';

const source = /\.(?:[cm]?[jt]sx?|vue|svelte)$/u;
const noSource = /(?:^|\/)(?:node_modules|dist|build|out|coverage|vendor|fixtures|__fixtures__|\.[^/]+)\//u;

/** Names in which dependency-cruiser looks for rules. */
const rulesFiles = ['.mjs', '.cjs', '.js', '.json'].map((extension) => `.dependency-cruiser${extension}`);

/** The rules file among the paths of a tree: the configured one, else one of the usual names in the root. Pure. */
export const findRulesFile = (paths: readonly string[], configured: string | null): string | null =>
  configured ?? rulesFiles.find((name) => paths.includes(name)) ?? null;

/**
 * Where to begin: the configured folders that are there, else each top-level folder that holds sources, and the sources in the
 * root itself. Pure.
 */
export const findRoots = (paths: readonly string[], configured: readonly string[]): readonly string[] => {
  const isThere = (root: string): boolean => paths.some((path) => path === root || path.startsWith(`${root}/`));
  if (configured.length > 0) return configured.map((root) => posix.normalize(root).replace(/\/$/u, '')).filter(isThere);
  const sources = paths.filter((path) => source.test(path) && !noSource.test(path) && !isConfiguration(path));
  return [...new Set(sources.map((path) => path.split('/')[0] ?? path))].sort();
};

/** A tool's configuration in the root imports what it likes. */
const isConfiguration = (path: string): boolean => !path.includes('/') && /\.(?:config|conf)\.\w+$|^\./u.test(path);

/** Whether a change of this file can change what depends on what. Pure. */
export const decidesArchitecture = (path: string): boolean =>
  source.test(path) || /(?:^|\/)(?:package|tsconfig[^/]*|jsconfig)\.json$/u.test(path);
