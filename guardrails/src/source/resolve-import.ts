import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path/posix';
import { findFile } from './find-file.ts';
import { findPackageFile } from './find-package-file.ts';
import { ownPackages, packagesByFolder } from './own-packages.ts';
import { packageTargets } from './package-targets.ts';
import { createPathAliases } from './path-aliases.ts';
import type { ProjectFacts } from './project-facts.ts';
import { foldersAbove } from './source-paths.ts';

/** Where an import leads. */
export type Resolution =
  | { readonly kind: 'file'; readonly path: string }
  /** A package of the same tree, of which no file was found for this import (what it names is built). */
  | { readonly kind: 'own-package'; readonly name: string; readonly folder: string }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'builtin'; readonly name: string }
  /** A path of the tree that has no file: relative, or by an alias that nothing else explains. */
  | { readonly kind: 'missing'; readonly path: string };

/** What a tree says that imports are resolved by. */
export type ResolveSource = {
  readonly paths: ReadonlySet<string>;
  /** Path of a package.json or tsconfig → what it says. */
  readonly projects: ReadonlyMap<string, ProjectFacts>;
};

/** Resolves the import `specifier` of the file `from`. */
export type ResolveImport = (from: string, specifier: string) => Resolution;

const builtins = new Set(builtinModules);

/**
 * Creates a resolver over the paths of a tree: no file is touched, so it works on a commit that is checked out nowhere. It follows
 * relative paths, `paths` and `baseUrl` of the nearest tsconfig (with `extends`), `imports` and `exports` of a package.json, packages
 * of the same tree by their name to their source, and TypeScript's `.js` for `.ts`. Pure.
 */
export const createResolver = ({ paths, projects }: ResolveSource): ResolveImport => {
  const packages = ownPackages(projects);
  const byFolder = packagesByFolder(projects);
  const aliasesOf = createPathAliases(projects);
  const known = new Map<string, Resolution>();

  const resolveAfresh = (from: string, written: string): Resolution => {
    const specifier = written.replace(/[?!].*$/u, '').replace(/(?!^)#.*$/u, '');
    if (/^\.{0,2}\//u.test(specifier) || specifier === '.' || specifier === '..') {
      const path = relative(dirname(from), specifier);
      const file = findFile(paths, path) ?? findFolderEntry(path);
      return file === null ? { kind: 'missing', path } : { kind: 'file', path: file };
    }
    return (
      (specifier.startsWith('#') ? byImports(from, specifier) : null) ?? byAlias(from, specifier) ?? byName(specifier)
    );
  };

  /** A folder with a package.json of its own, imported by its path. */
  const findFolderEntry = (path: string): string | null => {
    const own = byFolder.get(path);
    return own === undefined ? null : findPackageFile(paths, own, '');
  };

  const byImports = (from: string, specifier: string): Resolution | null => {
    const folder = foldersAbove(from).find((above) => byFolder.has(above));
    const own = folder === undefined ? undefined : byFolder.get(folder);
    if (own === undefined) return null;
    for (const target of packageTargets(own.manifest.imports, specifier)) {
      if (!target.startsWith('.')) return byName(target);
      const file =
        findFile(paths, join(own.folder, target)) ?? findPackageFile(paths, own, target.replace(/^\.\//u, ''));
      if (file !== null) return { kind: 'file', path: file };
    }
    return null;
  };

  const byAlias = (from: string, specifier: string): Resolution | null => {
    for (const path of aliasesOf(from, specifier)) {
      const file = findFile(paths, path) ?? findFolderEntry(path);
      if (file !== null) return { kind: 'file', path: file };
    }
    return null;
  };

  const byName = (specifier: string): Resolution => {
    const name = packageName(specifier);
    const own = packages.get(name);
    if (own !== undefined) {
      const file = findPackageFile(paths, own, specifier.slice(name.length + 1));
      if (file !== null) return { kind: 'file', path: file };
      // A repository is often named as the package that it publishes and uses from the registry.
      return own.folder === '' ? { kind: 'package', name } : { kind: 'own-package', name, folder: own.folder };
    }
    const bare = specifier.replace(/^(?:node|bun):/u, '');
    if (specifier !== bare || builtins.has(bare)) return { kind: 'builtin', name: bare };
    return { kind: 'package', name };
  };

  return (from, specifier) => {
    const key = `${dirname(from)}\n${specifier}`;
    const resolution = known.get(key) ?? resolveAfresh(from, specifier);
    known.set(key, resolution);
    return resolution;
  };
};

/** The package that a specifier names: `@a/b/c` → `@a/b`, `lodash/get` → `lodash`. Pure. */
export const packageName = (specifier: string): string => {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
};

const relative = (folder: string, specifier: string): string => {
  const path = specifier.startsWith('/') ? specifier.slice(1) : join(folder, specifier);
  return path === '.' ? '' : path.replace(/\/$/u, '');
};
