import { exportedNames } from '../../source/exported-names.ts';
import { findPackageFile, type OwnPackage } from '../../source/find-package-file.ts';
import type { ImportGraph } from '../../source/import-graph.ts';
import { packagesByFolder } from '../../source/own-packages.ts';
import { isDeclarationPath, isModulePath } from '../../source/source-paths.ts';
import type { SurfaceChange } from './graph-evidence.ts';
import type { GraphPair } from './graph-pair.ts';

/**
 * Compares the names that each package's entries (`exports`, `main`) export on both sides, for the packages in which the change
 * touches a module. A package that one side does not have is no change of a surface. Pure.
 */
export const compareSurfaces = (pair: GraphPair): readonly SurfaceChange[] => {
  const touched = [...pair.changed, ...pair.deleted].filter(isModulePath);
  const [before, after] = [packagesByFolder(pair.base.projects), packagesByFolder(pair.head.projects)];
  return [...after.values()].flatMap((own): readonly SurfaceChange[] => {
    const old = before.get(own.folder);
    const isTouched = touched.some((file) => own.folder === '' || file.startsWith(`${own.folder}/`));
    if (old === undefined || !isTouched || own.manifest.name === null) return [];
    return entriesOf(pair.head, own).flatMap(({ key, file }) => {
      const oldFile = entriesOf(pair.base, old).find((entry) => entry.key === key)?.file;
      return oldFile === undefined ? [] : compareEntry(pair, { own, key, file, oldFile });
    });
  });
};

type Entry = { readonly key: string; readonly file: string };

const entriesOf = (graph: ImportGraph, own: OwnPackage): readonly Entry[] => {
  const { exports } = own.manifest;
  const keys =
    typeof exports === 'object' && exports !== null && !Array.isArray(exports)
      ? Object.keys(exports).filter((key) => /^\.(?:\/|$)/u.test(key) && !key.includes('*'))
      : [];
  // Without `exports` or `main`, a folder's index is what others import only if it is a package of the tree that they name.
  if (keys.length === 0 && exports === null && own.manifest.entries.length === 0) return [];
  return [...new Set(['.', ...keys])].flatMap((key) => {
    const file = findPackageFile(graph.paths, own, key.replace(/^\.\/?/u, ''));
    return file === null || !isModulePath(file) || isDeclarationPath(file) || !graph.files.has(file)
      ? []
      : [{ key, file }];
  });
};

type EntryPair = { readonly own: OwnPackage; readonly key: string; readonly file: string; readonly oldFile: string };

const compareEntry = (pair: GraphPair, { own, key, file, oldFile }: EntryPair): readonly SurfaceChange[] => {
  const after = new Set(exportedNames(pair.head, file).map(({ name }) => name));
  const before = new Set(exportedNames(pair.base, oldFile).map(({ name }) => name));
  const grew = [...after].filter((name) => !before.has(name));
  const shrank = [...before].filter((name) => !after.has(name));
  if (grew.length === 0 && shrank.length === 0) return [];
  const name = `${own.manifest.name ?? own.folder}${key.slice(1)}`;
  return [{ package: name, entry: file, isPrivate: own.manifest.isPrivate, grew, shrank }];
};
