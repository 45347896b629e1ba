const endings = [
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.d.ts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.json',
  '.vue',
  '.svelte',
  '.astro',
];

/** What an emitted name stands for in the sources: TypeScript's own rule, so that `./a.js` finds `a.ts`. */
const sourcesOf: { readonly [ending: string]: readonly string[] } = {
  ts: ['.tsx', '.d.ts'],
  tsx: ['.ts'],
  js: ['.ts', '.tsx', '.d.ts', '.jsx'],
  jsx: ['.tsx', '.ts', '.d.ts', '.js'],
  mjs: ['.mts', '.d.mts', '.ts'],
  cjs: ['.cts', '.d.cts', '.ts'],
};

/**
 * Finds the file that a path without or with an ending stands for: itself, with an ending added, the source of an emitted
 * name, or the index of a folder. Null where there is none. Pure.
 */
export const findFile = (paths: ReadonlySet<string>, path: string): string | null => {
  if (paths.has(path)) return path;
  return (
    findWithEnding(paths, path) ??
    findSource(paths, path) ??
    findWithEnding(paths, path === '' ? 'index' : `${path}/index`)
  );
};

const findWithEnding = (paths: ReadonlySet<string>, path: string): string | null => {
  for (const ending of endings) if (paths.has(path + ending)) return path + ending;
  return null;
};

const findSource = (paths: ReadonlySet<string>, path: string): string | null => {
  const dot = path.lastIndexOf('.');
  for (const ending of sourcesOf[path.slice(dot + 1)] ?? []) {
    const candidate = path.slice(0, dot) + ending;
    if (paths.has(candidate)) return candidate;
  }
  return null;
};
