import type { FileLines } from '../../change/new-items.ts';

/** The ways round the type checker that are counted. The first three are comments. */
export const escapeKinds = [
  'ts-ignore',
  'ts-expect-error',
  'ts-nocheck',
  'any',
  'as-any',
  'as-unknown-as',
  'non-null',
] as const;
export type EscapeKind = (typeof escapeKinds)[number];

/** One way round the type checker in one version of a file. */
export type Escape = {
  readonly kind: EscapeKind;
  /** 1-based. */
  readonly line: number;
  /** Its line, or the whole comment; white space collapsed. */
  readonly text: string;
};

/** An error of the compiler in one version of a file. */
export type TypeProblem = {
  /** Such as `TS2345`. */
  readonly code: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
  /** The line as it stands in the file, white space collapsed. */
  readonly text: string;
  /** Only with base's compiler options, where the change edits them: head's own options do not have this error. */
  readonly underBaseOnly?: true;
};

/** What was found in one version of a file. */
export type PerFile<One> = {
  /** Path in the repository at that version. */
  readonly path: string;
  readonly found: readonly One[];
};

/** A TypeScript project that was compiled. */
export type CompiledProject = {
  /** Path of its `tsconfig.json`. */
  readonly config: string;
  /** Files of the repository in it. */
  readonly files: number;
  /** How many of them the change can affect: only these were checked. */
  readonly checked: number;
};

/** What the compiler said of head, and of base where head has errors. */
export type Compilation = {
  /** Version of TypeScript. */
  readonly version: string;
  /** `own`: installed in the repository. `ours`: it has none that can be used. */
  readonly compiler: 'own' | 'ours';
  readonly projects: readonly CompiledProject[];
  readonly head: readonly PerFile<TypeProblem>[];
  readonly base: readonly PerFile<TypeProblem>[];
  /** Packages that are imported and not installed: errors that may come of it are left out. */
  readonly missing: readonly string[];
  /** What was not compiled, and why. */
  readonly skipped: readonly { readonly what: string; readonly why: string }[];
};

/** Escapes of the changed files, and the compiler's word on both versions. */
export type TypesEvidence = {
  readonly files: readonly FileLines[];
  readonly escapes: { readonly head: readonly PerFile<Escape>[]; readonly base: readonly PerFile<Escape>[] };
  /** Set where the change edits a lockfile: head may need other versions than those that are installed, which are base's. */
  readonly lockfile?: string;
  /** Null where nothing was compiled; `uncompiled` says why. */
  readonly compilation: Compilation | null;
  readonly uncompiled: string | null;
};
