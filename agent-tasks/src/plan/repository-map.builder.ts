import { findHotFiles, type ModuleImport, type RepositoryMap } from './repository-map.ts';

/** Files, and for each what it imports: `'to'`, or `'> to'` for what it passes on. */
export type MapFiles = { readonly [path: string]: readonly string[] };

/** A repository map of these files; scripts of package.json by folder; exported names by file. */
export const buildMap = (
  files: MapFiles,
  scripts: { readonly [folder: string]: readonly string[] } = {},
  exported: { readonly [path: string]: readonly string[] } = {},
): RepositoryMap => {
  const imports = new Map(
    Object.entries(files).map(([path, targets]) => [
      path,
      targets.map((target, index): ModuleImport => ({
        to: target.replace(/^> /, ''),
        line: index + 1,
        isReExport: target.startsWith('> '),
      })),
    ]),
  );
  const paths = Object.keys(files);
  return {
    paths,
    exportsOf: (file) => exported[file] ?? [],
    importsOf: (file) => imports.get(file) ?? [],
    packages: new Map(
      Object.entries(scripts).map(([folder, names]) => [folder, { name: null, scripts: new Set(names) }]),
    ),
    hotFiles: findHotFiles(
      paths,
      (path) => (imports.get(path) ?? []).filter(({ isReExport }) => isReExport).length > 2,
    ),
  };
};
