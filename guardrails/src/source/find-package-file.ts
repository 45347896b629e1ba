import { join } from 'node:path/posix';
import { findFile } from './find-file.ts';
import { packageTargets } from './package-targets.ts';
import type { Manifest } from './project-facts.ts';

/** A package of the tree. */
export type OwnPackage = { readonly folder: string; readonly manifest: Manifest };

const built = /^(?:dist|build|lib|out|output|esm|cjs|es|types?|umd|bundle|\.output)\//u;

/**
 * Finds the source that an import of a package of the same tree leads to. What `exports` and `main` name is often built and
 * so not in the tree; then the source is looked for in its place (`dist/esm/a.js` → `src/a.ts`). Null where none is found. Pure.
 * @param subpath '' for the package itself, else without a leading slash
 */
export const findPackageFile = (paths: ReadonlySet<string>, own: OwnPackage, subpath: string): string | null => {
  const { folder, manifest } = own;
  const targets = [
    ...packageTargets(manifest.exports, subpath === '' ? '.' : `./${subpath}`),
    ...(subpath === '' ? manifest.entries : [subpath]),
  ];
  const named = targets.filter((target) => !target.endsWith('.d.ts') || paths.has(join(folder, target)));
  const guesses =
    subpath === '' ? ['src/index', 'index', 'src/main', 'lib/index'] : [`src/${subpath}`, `lib/${subpath}`];
  for (const target of named) {
    const file = join(folder, target);
    if (paths.has(file)) return file;
  }
  for (const target of [...named.flatMap(sourceNames), ...guesses]) {
    const file = findFile(paths, join(folder, target));
    if (file !== null) return file;
  }
  return null;
};

/** Where the source of a built file may stand. */
const sourceNames = (target: string): readonly string[] => {
  const plain = target.replace(/^\.\//u, '');
  let bare = plain;
  while (built.test(bare)) bare = bare.replace(built, '');
  const stem = bare.replace(/(?:\.d)?\.[cm]?[jt]sx?$/u, '');
  return bare === plain ? [plain] : [`src/${stem}`, stem, bare, plain];
};
