import fs from 'node:fs';
import { join, resolve } from 'node:path';
import { dirname } from 'node:path/posix';
import type { PartSide } from './part-request.ts';

/** What is known of a tree that is on no disk. */
export type KnownTree = Pick<PartSide, 'paths' | 'links' | 'texts'>;

/** What a path stands for: something on disk, or a file or folder of the tree (relative path), or nothing. */
export type Place = { readonly kind: 'real' | 'file' | 'folder' | 'none'; readonly path: string };

/** Where the paths under a folder lead. */
export type Places = {
  /** Null for a path that is not under the root: the disk says what it is. */
  readonly placeOf: (path: unknown) => Place | null;
  /** The folder of the tree that an installed package is a link to, absolute; null for what is no such package. */
  readonly linkOf: (path: string) => string | null;
  readonly textOf: (path: string) => string | undefined;
  readonly lay: (tree: KnownTree) => void;
  /** What was asked for and is not known here: then nothing that was answered counts. */
  readonly missed: string[];
};

/**
 * Creates the places under `root`: the files of a tree, and the installed packages in its `node_modules`. A package of the tree itself
 * leads to its folder in the tree, as in a checkout; any other keeps its path, wherever it is linked from.
 */
export const createPlaces = (root: string, installed: string | null): Places => {
  const missed: string[] = [];
  const ownFolders = createOwnFolders(installed);
  let tree = index({ paths: [], links: [], texts: {} });
  const insideOf = (path: string): string | null => {
    const absolute = resolve(path);
    if (absolute === root) return '';
    return absolute.startsWith(`${root}/`) ? absolute.slice(root.length + 1) : null;
  };
  const placeIn = (path: string): Place => {
    const own = ownFolders(path);
    if (own !== null) return placeIn(own.folder + own.rest);
    const modules = /(?:^|\/)node_modules(?:\/|$)/u.exec(path);
    if (modules !== null) {
      const isThere = installed !== null && tree.folders.has(path.slice(0, modules.index));
      return isThere ? { kind: 'real', path: join(installed, path) } : { kind: 'none', path };
    }
    if (tree.links.some((link) => path === link || path.startsWith(`${link}/`))) missed.push(path);
    if (tree.paths.has(path) || tree.texts.has(path)) return { kind: 'file', path };
    return { kind: tree.folders.has(path) ? 'folder' : 'none', path };
  };
  return {
    missed,
    placeOf: (path) => {
      const inside = typeof path === 'string' ? insideOf(path) : null;
      return inside === null ? null : placeIn(inside);
    },
    linkOf: (path) => {
      const own = ownFolders(insideOf(path) ?? '');
      return own?.rest === '' ? join(root, own.folder) : null;
    },
    textOf: (path) => tree.texts.get(path),
    lay: (known) => {
      tree = index(known);
    },
  };
};

const index = ({ paths, links, texts }: KnownTree) => {
  const folders = new Set(['']);
  for (const path of paths) {
    let folder = dirname(path);
    for (; folder !== '.' && !folders.has(folder); folder = dirname(folder)) folders.add(folder);
  }
  return { paths: new Set(paths), links, texts: new Map(Object.entries(texts)), folders };
};

const packagePath = /^(?:.*?\/)?node_modules\/(?:@[^/]+\/)?[^@/][^/]*/u;

/** Packages of the repository itself among the installed ones: path → the package's folder, and what comes after. */
const createOwnFolders = (installed: string | null) => {
  const known = new Map<string, string | null>();
  const readLink = fs.readlinkSync;
  const ownFolder = (path: string): string | null => {
    if (installed === null) return null;
    try {
      // Where the link leads is not looked at: the repository itself need not stand inside the walls.
      const real = resolve(installed, dirname(path), readLink(join(installed, path)));
      const inside = real.startsWith(`${installed}/`) ? real.slice(installed.length + 1) : null;
      return inside === null || inside.split('/').includes('node_modules') ? null : inside;
    } catch {
      // No link.
      return null;
    }
  };
  return (path: string): { readonly folder: string; readonly rest: string } | null => {
    const name = packagePath.exec(path)?.[0];
    if (name === undefined) return null;
    const remembered = known.get(name);
    const folder = remembered === undefined ? ownFolder(name) : remembered;
    known.set(name, folder);
    return folder === null ? null : { folder, rest: path.slice(name.length) };
  };
};
