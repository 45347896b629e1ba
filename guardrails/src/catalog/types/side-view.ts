import { join } from 'node:path';
import type { TypeScript } from './load-typescript.ts';
import type { ChangedText, WorkspacePackage } from './type-check-request.ts';

/** One version of the repository as a compiler reads it: the checkout, with the changed texts of that version over it. */
export type SideView = {
  readonly readFile: (path: string) => string | undefined;
  readonly fileExists: (path: string) => boolean;
  readonly directoryExists: (path: string) => boolean;
  readonly realpath: (path: string) => string;
};

/** What a view is made of. */
export type ViewSources = {
  /** Absolute folder of head's checkout. */
  readonly root: string;
  readonly changed: readonly ChangedText[];
  readonly packages: readonly WorkspacePackage[];
};

/**
 * Creates the view of one version on a checkout of head. Where nothing is installed, the packages of the workspace still stand in
 * node_modules, as an installation would link them.
 */
export const createSideView = (ts: TypeScript, sources: ViewSources, side: 'base' | 'head'): SideView => {
  const texts = new Map(sources.changed.map((file) => [join(sources.root, file.path), file[side]]));
  const realpath = workspaceLinks(ts, sources);
  const { sys } = ts;
  return {
    readFile: (given) => {
      const path = realpath(given);
      return texts.has(path) ? (texts.get(path) ?? undefined) : sys.readFile(path);
    },
    fileExists: (given) => {
      const path = realpath(given);
      return texts.has(path) ? texts.get(path) !== null : sys.fileExists(path);
    },
    directoryExists: (path) => {
      const modules = join(sources.root, 'node_modules');
      const isScope = sources.packages.some(({ name }) => join(modules, name.replace(/\/.*$/u, '')) === path);
      return path === modules || isScope || sys.directoryExists(realpath(path));
    },
    realpath: (path) => {
      const real = realpath(path);
      return sys.realpath?.(real) ?? real;
    },
  };
};

/** `<root>/node_modules/<package>/a.ts` → `<root>/<its folder>/a.ts`, for packages that are not installed. */
const workspaceLinks = (ts: TypeScript, { root, packages }: ViewSources): ((path: string) => string) => {
  const modules = `${join(root, 'node_modules')}/`;
  const folders = new Map(
    packages
      .filter(({ name, folder }) => folder !== '' && !ts.sys.directoryExists(`${modules}${name}`))
      .map(({ name, folder }) => [name, join(root, folder)]),
  );
  return (path) => {
    if (folders.size === 0 || !path.startsWith(modules)) return path;
    const parts = path.slice(modules.length).split('/');
    const length = path.startsWith('@', modules.length) ? 2 : 1;
    const folder = folders.get(parts.slice(0, length).join('/'));
    return folder === undefined ? path : [folder, ...parts.slice(length)].join('/');
  };
};
