import type { TestImport } from './test-model.ts';

const endings = [
  '',
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.vue',
  '.svelte',
  '/index.ts',
  '/index.tsx',
  '/index.js',
];

/**
 * The files of a tree that a file of tests imports: relative paths, and aliases such as `@/lib/price` by how they end. Packages are
 * left out. Pure.
 */
export const coveredFiles = (path: string, imports: readonly TestImport[], tree: PathIndex): readonly string[] =>
  imports
    .map(({ specifier }) =>
      specifier.startsWith('.') ? atPath(resolveFrom(path, specifier), tree) : byEnding(specifier, tree),
    )
    .filter((found) => found !== null);

/** Paths of a tree, and the same by their last two parts without an ending. */
export type PathIndex = { readonly paths: ReadonlySet<string>; readonly byTail: ReadonlyMap<string, string> };

/** Creates the index of paths that imports are followed in. */
export const indexPaths = (paths: readonly string[]): PathIndex => ({
  paths: new Set(paths),
  byTail: new Map(paths.map((path) => [tailOf(path), path])),
});

const withoutEnding = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
const tailOf = (path: string): string => withoutEnding(path).split('/').slice(-2).join('/');

const resolveFrom = (path: string, specifier: string): string => {
  const parts = path.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
};

const atPath = (path: string, { paths }: PathIndex): string | null => {
  const stem = path.replace(/\.[cm]?jsx?$/, '');
  return [path, stem].flatMap((start) => endings.map((ending) => start + ending)).find((one) => paths.has(one)) ?? null;
};

const byEnding = (specifier: string, { byTail }: PathIndex): string | null =>
  /^([@~#]|src|app|lib)\/./.test(specifier) || /^#/.test(specifier) ? (byTail.get(tailOf(specifier)) ?? null) : null;
