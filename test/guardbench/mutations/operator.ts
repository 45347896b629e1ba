/** A repository at the head of a real commit, as an operator sees it. */
export type MutationSource = {
  /** Names the commit; choices are drawn from it, so the same commit gets the same fault each time. */
  readonly sha: string;
  /** Paths that the commit touches and that head has. */
  readonly touched: readonly string[];
  /** All paths of head. */
  readonly paths: readonly string[];
  /** Text of a regular file at head; null where there is none. */
  readonly read: (path: string) => Promise<string | null>;
  /** The same at base: what base does not have cannot be made weaker. */
  readonly readBase: (path: string) => Promise<string | null>;
  /** The next number of [0, 1), the same sequence for the same commit and operator. */
  readonly random: () => number;
};

/** A planted fault: new texts of files, and where a finding must stand. */
export type Mutation = {
  /** Path → its new text; null takes the file away. */
  readonly edits: Readonly<Record<string, string | null>>;
  /** Path → where a symbolic link of that name leads. */
  readonly links?: Readonly<Record<string, string>>;
  /** Texts that files have in a commit between base and head, and no longer at head. */
  readonly between?: Readonly<Record<string, string>>;
  /** The file that a finding must name. */
  readonly file: string;
};

/** What is altered on both sides, because foreign repositories are checked without what they would install. */
export type MutationSetting = {
  readonly id: string;
  /** Files that both sides lose. */
  readonly without?: RegExp;
  /** What the `interlock.config.json` of both sides says. */
  readonly configuration?: object;
};

/** One way of planting a fault into a real change. */
export type Operator = {
  /** Kebab-case. */
  readonly id: string;
  /** What is done, in words. */
  readonly what: string;
  /** Ids of the guardrails that are asked. */
  readonly guardrails: readonly string[];
  /** Codes of which one must be found, of level error or warning. */
  readonly codes: readonly string[];
  /** A fault only where an agent's brief does not allow it: looked for with a brief alone. */
  readonly isOfBrief?: boolean;
  /** Default: both sides are as they were. */
  readonly setting?: MutationSetting;
  /** Null where the repository offers no place for this fault. */
  readonly apply: (source: MutationSource) => Promise<Mutation | null>;
};
