import { join } from 'node:path/posix';
import { matchGlobs } from '../../../policy/match-globs.ts';
import { findPackageFile } from '../../../source/find-package-file.ts';
import { packagesByFolder } from '../../../source/own-packages.ts';
import type { Manifest, ProjectFacts } from '../../../source/project-facts.ts';
import type { ApiEntry } from './api-request.ts';

/** One version of a tree, as far as packages are concerned. */
export type PackageSide = {
  readonly paths: ReadonlySet<string>;
  readonly projects: ReadonlyMap<string, ProjectFacts>;
};

/** The packages whose types are a contract: those of base whose folder or name is listed. */
export type PublicPackages = {
  readonly entries: readonly ApiEntry[];
  /** What is listed and has no entry point that can be compared. */
  readonly without: readonly string[];
};

/**
 * Finds the entry points of the packages that `publicApi` lists, by `exports`, `types` and `main` of their package.json; what these
 * name is often built, so its source is looked for. Pure.
 */
export const publicPackages = (globs: readonly string[], base: PackageSide, head: PackageSide): PublicPackages => {
  const isListed = matchGlobs(globs);
  const entries: ApiEntry[] = [];
  const without: string[] = [];
  const atHead = packagesByFolder(head.projects);
  for (const [folder, { manifest }] of packagesByFolder(base.projects)) {
    const name = manifest.name ?? folder;
    if (!isListed(folder) && !isListed(name)) continue;
    const twin =
      atHead.get(folder)?.manifest ?? [...atHead.values()].find((one) => one.manifest.name === name)?.manifest;
    const found = entriesOf({ folder, manifest, twin: twin ?? null, base, head });
    entries.push(...found);
    if (found.length === 0) without.push(name);
  }
  return { entries, without };
};

type Side = {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly twin: Manifest | null;
  readonly base: PackageSide;
  readonly head: PackageSide;
};

const entriesOf = ({ folder, manifest, twin, base, head }: Side): readonly ApiEntry[] => {
  const name = manifest.name ?? folder;
  return subpathsOf(manifest).flatMap((subpath): readonly ApiEntry[] => {
    const before = readable(findPackageFile(base.paths, { folder, manifest }, subpath));
    if (before === null) return [];
    const isThere = twin !== null && subpathsOf(twin).includes(subpath);
    const after = isThere ? readable(findPackageFile(head.paths, { folder, manifest: twin }, subpath)) : null;
    return [{ name: join(name, subpath), base: before, head: after }];
  });
};

const readable = (path: string | null): string | null => (path !== null && /\.[cm]?[jt]sx?$/u.test(path) ? path : null);

/** Subpaths that consumers can import: '' is the package itself. Patterns are left out. */
const subpathsOf = ({ exports }: Manifest): readonly string[] => {
  if (typeof exports !== 'object' || exports === null || Array.isArray(exports)) return [''];
  const keys = Object.keys(exports);
  if (!keys.some((key) => key.startsWith('.'))) return [''];
  return keys
    .filter((key) => key.startsWith('.') && !key.includes('*') && !key.endsWith('.json'))
    .map((key) => key.replace(/^\.\/?/u, ''));
};
