/** Texts over what stands in a checkout; null for a file that is not there. */
export type TextOverlay = { readonly [path: string]: string | null };

/** What the process that asks the compiler gets on stdin. */
export type ConsumerRequest = {
  /** Absolute folder of head's checkout. */
  readonly root: string;
  /** Paths of the files that may rely on something. */
  readonly files: readonly string[];
  /** What consumers were written against. */
  readonly before: TextOverlay;
  /** What they would be compiled against after each break. */
  readonly after: readonly ConsumerVariant[];
};

/** What is compiled against after one break, and the files that it can reach. */
export type ConsumerVariant = { readonly texts: TextOverlay; readonly files: readonly string[] };

/** A place where the compiler refuses what it took before. */
export type RefusedPlace = { readonly file: string; readonly line: number; readonly message: string };

/** The answer, as the last line of stdout: the refused places for each of `after`. */
export type ConsumerAnswer = { readonly refused: readonly (readonly RefusedPlace[])[] } | { readonly problem: string };
