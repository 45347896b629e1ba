import { lstat, mkdir, readdir, readlink, realpath, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Installed } from './tree.ts';

/** Absolute folders that a checkout's links lead to: a sandbox mounts them read-only. */
export type LinkedDependencies = { readonly readOnly: readonly string[] };

type Places = { readonly from: string; readonly to: string; readonly outside: Set<string> };

const caches = new Set(['.cache', '.vite', '.vite-temp', '.vitest', '.pnpm']);

/**
 * Gives a checkout the installed packages of a repository without copying them.
 *
 * Each `node_modules` becomes a real folder (tools write caches there) with one link a package. A third-party package
 * links into `from`. A workspace package links to its folder in this checkout, because a link into `from` would make a
 * test see the repository's code in place of the change. npm's and pnpm's layouts both work.
 * @param places `from`: root of the repository with the installed packages; `to`: root of the checkout. Absolute.
 */
export const linkDependencies = async (places: {
  readonly from: string;
  readonly to: string;
}): Promise<LinkedDependencies> => {
  const from = await findOwner(await realpath(places.from));
  const all: Places = { from, to: places.to, outside: new Set() };
  const installed: string[] = [];
  for (const folder of await listFolders(places.to)) {
    const modules = join(from, folder, 'node_modules');
    if (!(await isRealFolder(modules))) continue;
    await linkFolder(all, join(folder, 'node_modules'));
    installed.push(modules);
  }
  return { readOnly: [...new Set([...installed, ...all.outside])] };
};

/**
 * Finds where the installed packages of a repository stand, without linking them anywhere.
 * @param from root of the repository
 * @param folders relative folders that may have a `node_modules`, '' for the root
 */
export const findInstalled = async (from: string, folders: readonly string[]): Promise<Installed> => {
  const root = await findOwner(await realpath(from));
  const outside = new Set<string>();
  const installed: string[] = [];
  for (const folder of new Set(folders)) {
    const modules = join(root, folder, 'node_modules');
    if (!(await isRealFolder(modules))) continue;
    installed.push(modules);
    for (const real of await linkTargets(modules)) if (isOutside(relative(root, real))) outside.add(mountPoint(real));
  }
  return { root, readOnly: [...new Set([...installed, ...outside])] };
};

/** Where the links of a node_modules lead, those of scopes included. */
const linkTargets = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name.startsWith('@') ? linkTargets(path) : [];
      const real = entry.isSymbolicLink() ? await realPathOf(path) : null;
      return real === null ? [] : [real];
    }),
  );
  return found.flat();
};

/** A linked work tree often has a link in place of node_modules: its owner's folders are then the workspace packages. */
const findOwner = async (root: string): Promise<string> => {
  const modules = await realPathOf(join(root, 'node_modules'));
  return modules === null ? root : dirname(modules);
};

/** The folders of a checkout, relative to its root, that may have a node_modules. Follows no symlink. */
const listFolders = async (root: string, folder = ''): Promise<readonly string[]> => {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const below = entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git')
    .map((entry) => listFolders(root, join(folder, entry.name)));
  return [folder, ...(await Promise.all(below)).flat()];
};

const linkFolder = async (places: Places, folder: string): Promise<void> => {
  if (!(await makeRealFolder(join(places.to, folder)))) return;
  const entries = await readdir(join(places.from, folder), { withFileTypes: true });
  await Promise.all(
    entries
      .filter((entry) => !caches.has(entry.name))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && (entry.name.startsWith('@') || entry.name === '.bin'))
          await linkFolder(places, path);
        else if (entry.isSymbolicLink()) await linkLink(places, path);
        else await makeLink(join(places.from, path), join(places.to, path));
      }),
  );
};

const linkLink = async (places: Places, path: string): Promise<void> => {
  const source = join(places.from, path);
  if (path.includes(`${sep}.bin${sep}`)) return makeLink(await readlink(source), join(places.to, path));
  const real = await realPathOf(source);
  if (real === null) return;
  const inside = relative(places.from, real);
  if (isOutside(inside)) places.outside.add(mountPoint(real));
  const isWorkspace = !isOutside(inside) && !inside.split(sep).includes('node_modules');
  await makeLink(
    isWorkspace ? relative(dirname(join(places.to, path)), join(places.to, inside)) : source,
    join(places.to, path),
  );
};

/** Null for a link that leads nowhere. */
const realPathOf = async (path: string): Promise<string | null> => {
  try {
    return await realpath(path);
  } catch {
    // Whatever the cause, nothing can be loaded from there, so there is nothing to link.
    return null;
  }
};

const isOutside = (path: string): boolean => path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);

/** A package outside finds its own dependencies beside it: all of the node_modules that holds it is needed. */
const mountPoint = (real: string): string => {
  const parts = real.split(sep);
  const modules = parts.indexOf('node_modules');
  return modules === -1 ? real : parts.slice(0, modules + 1).join(sep);
};

const isRealFolder = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => null))?.isDirectory() ?? false;

/** False where the change itself put a file or a link: writing through it could leave the checkout. */
const makeRealFolder = async (path: string): Promise<boolean> => {
  await mkdir(path).catch(ignoreExisting);
  return isRealFolder(path);
};

const makeLink = (target: string, path: string): Promise<void> => symlink(target, path).catch(ignoreExisting);

const ignoreExisting = (error: unknown): void => {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
};
