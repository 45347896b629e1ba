import { createRequire } from 'node:module';
import { join } from 'node:path';
import type typescript from 'typescript';

/** The compiler's API. */
export type TypeScript = typeof typescript;

/** A compiler, and whose it is. */
export type LoadedTypeScript = {
  readonly ts: TypeScript;
  readonly compiler: 'own' | 'ours';
  readonly why: string | null;
};

/** The oldest whose API has all that is used here. */
const oldestMajor = 5;

/**
 * Loads the TypeScript that is installed in a repository; ours where it has none, or none with an API that can be used.
 * @param folders absolute, in the order in which they are tried
 */
export const loadTypeScript = async (folders: readonly string[]): Promise<LoadedTypeScript> => {
  const own = folders.map(loadFrom).find((found) => found !== null) ?? null;
  if (own !== null && isUsable(own)) return { ts: own, compiler: 'own', why: null };
  const { default: ts } = await import('typescript');
  const why =
    own === null
      ? null
      : `TypeScript ${own.version} of this repository has no API that can be used here; TypeScript ${ts.version} took its place.`;
  return { ts, compiler: 'ours', why };
};

const loadFrom = (folder: string): TypeScript | null => {
  const require = createRequire(join(folder, 'package.json'));
  try {
    return require('typescript') as TypeScript;
  } catch {
    // Not installed there, or it cannot be loaded: the next folder may have one.
    return null;
  }
};

const isUsable = (ts: TypeScript): boolean =>
  typeof (ts as Partial<TypeScript>).createProgram === 'function' && Number.parseInt(ts.version, 10) >= oldestMajor;
