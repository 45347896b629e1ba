import { posix } from 'node:path';

/** Where an ESLint configuration stands. */
export type LintConfiguration = {
  /** Folder of the configuration: empty for the root. ESLint runs in it. */
  readonly folder: string;
  /** Path of the file in the repository. */
  readonly path: string;
  readonly kind: 'flat' | 'eslintrc';
};

// In the order in which ESLint looks.
const flatNames = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `eslint.config.${extension}`);
const eslintrcNames = ['.js', '.cjs', '.yaml', '.yml', '.json', ''].map((extension) => `.eslintrc${extension}`);

/**
 * The configurations among the paths of a tree. A flat configuration anywhere means that the repository has moved to flat ones;
 * otherwise the outermost `.eslintrc` of each part counts, since inner ones extend it by themselves. Pure.
 */
export const findConfigurations = (paths: readonly string[]): readonly LintConfiguration[] => {
  const flat = firstOfEachFolder(paths, flatNames, 'flat');
  if (flat.length > 0) return flat;
  const cascading = firstOfEachFolder(paths, eslintrcNames, 'eslintrc');
  return cascading.filter(({ folder }) => !cascading.some((other) => isInside(folder, other.folder)));
};

const firstOfEachFolder = (
  paths: readonly string[],
  names: readonly string[],
  kind: LintConfiguration['kind'],
): readonly LintConfiguration[] => {
  const found = new Map<string, LintConfiguration>();
  for (const name of names) {
    for (const path of paths.filter((it) => posix.basename(it) === name && !it.includes('node_modules/'))) {
      const folder = posix.dirname(path) === '.' ? '' : posix.dirname(path);
      if (!found.has(folder)) found.set(folder, { folder, path, kind });
    }
  }
  return [...found.values()];
};

const isInside = (folder: string, outer: string): boolean =>
  folder !== outer && (outer === '' || folder.startsWith(`${outer}/`));

/** The configuration that a file is linted by: the one in the nearest folder above it; null where there is none. Pure. */
export const nearestConfiguration = (
  path: string,
  configurations: readonly LintConfiguration[],
): LintConfiguration | null =>
  configurations
    .filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`))
    .reduce<LintConfiguration | null>(
      (nearest, it) => (nearest === null || it.folder.length > nearest.folder.length ? it : nearest),
      null,
    );
