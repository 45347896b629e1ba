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
};
