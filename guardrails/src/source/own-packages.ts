import { dirname } from 'node:path/posix';
import type { OwnPackage } from './find-package-file.ts';
import type { ProjectFacts } from './project-facts.ts';

/**
 * The packages that stand in a tree, by the name in their package.json; of two with one name (a template and a real one) that
 * nearest to the root. Pure.
 */
export const ownPackages = (projects: ReadonlyMap<string, ProjectFacts>): ReadonlyMap<string, OwnPackage> => {
  const byName = new Map<string, OwnPackage>();
  const folders = [...packagesByFolder(projects).values()].sort((left, right) => depth(right) - depth(left));
  for (const own of folders) if (own.manifest.name !== null) byName.set(own.manifest.name, own);
  return byName;
};

/** The packages of a tree by their folder ('' is the root), those without a name included. Pure. */
export const packagesByFolder = (projects: ReadonlyMap<string, ProjectFacts>): ReadonlyMap<string, OwnPackage> =>
  new Map(
    [...projects].flatMap(([path, { manifest }]) => {
      if (manifest === null || !/(?:^|\/)package\.json$/u.test(path)) return [];
      const folder = path.includes('/') ? dirname(path) : '';
      return [[folder, { folder, manifest }] as const];
    }),
  );

const depth = ({ folder }: OwnPackage): number => (folder === '' ? 0 : folder.split('/').length);
