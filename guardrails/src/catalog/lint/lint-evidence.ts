import type { FileLines } from '../../change/new-items.ts';

/** A message of ESLint on one version of a file. */
export type LintMessage = {
  /** Id of the rule; `unused-directive` for what no rule says; empty for a file that cannot be parsed. */
  readonly rule: string;
  /** ESLint's severity: 2 is an error, 1 a warning. */
  readonly severity: 1 | 2;
  /** True when the file could not be parsed, so that no rule ran. */
  readonly fatal: boolean;
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  readonly endLine?: number;
  /** The line as it stands in the file, white space collapsed. */
  readonly text: string;
};

/** A comment that silences a linter or hides code from coverage. */
export type Suppression = {
  /** `eslint-disable-next-line`, `biome-ignore`, `v8 ignore next`, …; `eslint` for a comment that configures a rule. */
  readonly directive: string;
  readonly line: number;
  /** The whole comment, white space collapsed. */
  readonly text: string;
};

/** What was found in one version of a file. */
export type LintedFile = {
  /** Path in the repository at that version. */
  readonly path: string;
  readonly messages: readonly LintMessage[];
  readonly suppressions: readonly Suppression[];
};

/** ESLint's output on the changed files, at base and at head, by base's rules. */
export type LintEvidence = {
  /** `own`: the repository's ESLint and configuration. `ours`: it has none. `none`: no file to lint was changed. */
  readonly linter: 'own' | 'ours' | 'none';
  readonly files: readonly FileLines[];
  readonly head: readonly LintedFile[];
  /** Without messages when head has none: then nothing can be new. */
  readonly base: readonly LintedFile[];
  /** Changed files that are too large to be read by a person, and were not linted. */
  readonly tooLarge?: readonly string[];
  /** Configurations of base that do not run on base, and that the change edits. */
  readonly unusable?: readonly string[];
};

/** One version of a file to lint. */
export type LintText = { readonly path: string; readonly text: string };

/** Base's version of a file, and when it is worth a look. */
export type BaseText = LintText & {
  /** Path of the same file at head; null for a deleted one. */
  readonly head: string | null;
  /** Code was taken out of it, which may stand elsewhere now. */
  readonly losesLines: boolean;
};

/** What the script that runs ESLint gets on stdin. Paths are relative to `cwd`. */
export type LintRequest = {
  /** Absolute folder in which ESLint runs; for `ours` it need not exist. */
  readonly cwd: string;
  readonly kind: 'flat' | 'eslintrc' | 'ours';
  /** Absolute path of the configuration to use in place of the one in `cwd`; null for that one. */
  readonly configurationFile: string | null;
  readonly files: readonly LintText[];
  /** To be linted in the same process when head has messages; empty where base is asked by itself. */
  readonly base: readonly BaseText[];
};

/** ESLint's messages on one file. */
export type FileMessages = Pick<LintedFile, 'path' | 'messages'>;

/** The script's answer, as the last line of its stdout. */
export type LintAnswer =
  | {
      readonly files: readonly FileMessages[];
      /** Null: base's texts cannot be judged in head's checkout, since rules look at other files too. */
      readonly base: readonly FileMessages[] | null;
    }
  | { readonly problem: string };
