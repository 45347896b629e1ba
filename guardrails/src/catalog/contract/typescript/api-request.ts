import type { ApiComparison } from './api-difference.ts';

/** Path → text. */
export type ApiFiles = { readonly [path: string]: string };

/** One entry point of a package: what consumers import, and the file that it leads to in both versions. */
export type ApiEntry = {
  /** As it is imported: `@shop/prices`, `@shop/prices/testing`. */
  readonly name: string;
  /** Path of a `.ts`, `.d.ts` or `.js` file; null where that version has no such entry. */
  readonly base: string | null;
  readonly head: string | null;
};

/** Two versions of one or more packages. */
export type ApiRequest = {
  readonly entries: readonly ApiEntry[];
  /** Absolute folder below which paths are read from the disk where a version has no text of its own; null: nothing is. */
  readonly root: string | null;
  /** Texts of base that differ from the disk; null for a file that base has not. */
  readonly base: { readonly [path: string]: string | null };
  readonly head: { readonly [path: string]: string | null };
  /** Compare only what is exported and as what; for packages whose types are too much for the compiler. Default false. */
  readonly isShallow?: boolean;
};

/** The answer of the process that compares, as the last line of its stdout. */
export type ApiAnswer = { readonly comparison: ApiComparison } | { readonly problem: string };
