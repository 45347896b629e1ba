import type { ApiDifferenceKind } from '../api-difference.ts';

/** Two versions of a package's entry point, and a consumer by which the compiler says whether one breaks the other's users. */
export type ApiPair = {
  readonly name: string;
  readonly base: string;
  readonly head: string;
  /** What must be found; null: nothing. */
  readonly breaks: ApiDifferenceKind | null;
  /** Statements of a consumer that has `import * as api`: compiles against base, and against head only where nothing breaks. */
  readonly consumer: string;
};
