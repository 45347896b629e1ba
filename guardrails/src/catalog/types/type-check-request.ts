import type { Compilation } from './types-evidence.ts';

/** One path of a change that a compiler may read. */
export type ChangedText = {
  /** Path in the repository. */
  readonly path: string;
  /** Its text at that version; null where it has no such file. */
  readonly base: string | null;
  readonly head: string | null;
};

/** What the script that compiles gets on stdin. */
export type TypeCheckRequest = {
  /** Absolute folder of head's checkout. Base is seen as this with the changed texts swapped. */
  readonly root: string;
  readonly changed: readonly ChangedText[];
  /** Paths at base of all `tsconfig*.json`, and of new ones in folders that base has not. */
  readonly configurations: readonly string[];
  /** Folders of workspace packages, with what their package.json says. */
  readonly packages: readonly WorkspacePackage[];
};

export type WorkspacePackage = {
  /** Folder in the repository; '' for the root. */
  readonly folder: string;
  readonly name: string;
  /** Names of what it depends on. */
  readonly dependencies: readonly string[];
};

/** The script's answer, as the last line of its stdout. */
export type TypeCheckAnswer =
  | { readonly compilation: Compilation }
  /** Nothing to compile, and why. */
  | { readonly uncompiled: string }
  /** It should have been possible. */
  | { readonly problem: string };
