import type { FileMode } from '../change/change.ts';

/** One path of a tree. */
export type TreeEntry = { readonly path: string; readonly mode: FileMode; readonly sha: string };

/** Real files of a tree in a fresh folder, raw (no filters, no attributes), dependencies linked. */
export type Checkout = {
  /** Absolute path. */
  readonly dir: string;
  /** Absolute folders that a command in `dir` also needs to see (base's node_modules): mount them read-only. */
  readonly readOnly: readonly string[];
};

/** Where the installed packages of a repository stand. */
export type Installed = {
  /** Absolute path of the folder whose `node_modules` (and those of its packages) hold them. */
  readonly root: string;
  /** Absolute folders that a command needs to see to read them. Empty: nothing is installed. */
  readonly readOnly: readonly string[];
};

/** A read-only view of a commit's files. */
export type Tree = {
  /** Full commit hash; null for the working tree. */
  readonly commit: string | null;
  /** Hash of the tree object. */
  readonly sha: string;
  readonly list: () => Promise<readonly TreeEntry[]>;
  /** UTF-8 text of a regular file; null where there is none. Never follows a symlink. */
  readonly readText: (path: string) => Promise<string | null>;
  /** The files on disk. The same folder each time it is asked; removed when the check ends. */
  readonly checkout: () => Promise<Checkout>;
  /** Where the packages are that a checkout would be linked to, without one; null, or absent, where there is no such place. */
  readonly installed?: () => Promise<Installed | null>;
};
