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

/** A comment that silences ESLint or TypeScript. */
export type Suppression = {
  /** `eslint-disable-next-line`, `@ts-ignore`, …; `eslint` for a comment that configures a rule. */
  readonly directive: string;
  readonly line: number;
  /** The whole comment, white space collapsed. */
  readonly text: string;
};

/** What ESLint said of one version of a file. */
export type LintedFile = {
  /** Path in the repository at that version. */
  readonly path: string;
  readonly messages: readonly LintMessage[];
  readonly suppressions: readonly Suppression[];
};

/** How one changed file lies in base and in head. */
export type FileLines = {
  /** Path at head; null for a deleted file. */
  readonly head: string | null;
  /** Path at base; null for an added file. */
  readonly base: string | null;
  /** `[baseStart, baseCount, headStart, headCount]` of each hunk, 1-based. */
  readonly hunks: readonly (readonly [number, number, number, number])[];
};

/** ESLint's output on the changed files, at base and at head, by base's rules. */
export type LintEvidence = {
  /** `own`: the repository's ESLint and configuration. `ours`: it has none. `none`: no file to lint was changed. */
  readonly linter: 'own' | 'ours' | 'none';
  readonly files: readonly FileLines[];
  readonly head: readonly LintedFile[];
  /** Empty when head has no message and no suppression: then nothing can be new. */
  readonly base: readonly LintedFile[];
};

/** What the script that runs ESLint gets on stdin. */
export type LintRequest = {
  /** Absolute folder in which ESLint runs. */
  readonly cwd: string;
  readonly kind: 'flat' | 'eslintrc' | 'ours';
  /** Absolute path of the configuration to use in place of the one in `cwd`; null for that one. */
  readonly configurationFile: string | null;
  /** Paths relative to `cwd`, with their text. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
};

/** The script's answer, as the last line of its stdout: paths are relative to `cwd`. */
export type LintAnswer = { readonly files: readonly LintedFile[] } | { readonly problem: string };
