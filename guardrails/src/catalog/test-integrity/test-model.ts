/** What keeps an assertion from failing its test. `none`: nothing does. */
export type Guard = 'none' | 'conditional' | 'swallowed' | 'unreachable' | 'unawaited';

/** One assertion of a test, as its syntax shows it. */
export type Assertion = {
  /** 1-based line. */
  readonly line: number;
  /** Normalised source of what is asserted about; `x.length` where the matcher is `toHaveLength`. */
  readonly subject: string;
  /** The matcher: `toEqual`, `assert.strictEqual`, `call:expectValid` for a helper that asserts. */
  readonly matcher: string;
  /** Whether `not` stands before it. */
  readonly isNegated: boolean;
  /** Normalised source of the matcher's arguments. */
  readonly args: readonly string[];
  readonly guard: Guard;
};

/** How a test is run: as it stands, not at all, perhaps, or with its failure expected. */
export type RunState = 'runs' | 'skipped' | 'todo' | 'fails' | 'conditional';

/** One test, or a piece of a file that asserts outside of tests (a helper function, a hook). */
export type TestCase = {
  readonly kind: 'test' | 'helper' | 'hook';
  /** The titles of its suites and its own. */
  readonly path: readonly string[];
  readonly line: number;
  readonly endLine: number;
  readonly state: RunState;
  /** Line of the call that says so: its own, or that of a suite around it. */
  readonly stateLine: number;
  /** Why it is not run, as the source says: a condition, a reason, a comment above; empty where nothing says so. */
  readonly reason: string;
  readonly isOnly: boolean;
  readonly onlyLine: number;
  /** Whether it stands for many: a table of `each`, a loop. */
  readonly isTable: boolean;
  /** Milliseconds; null where none is set. */
  readonly timeoutMs: number | null;
  readonly retries: number | null;
  readonly assertions: readonly Assertion[];
  /** Words of its code: identifiers, property names, and the literals of data, each once. */
  readonly words: readonly string[];
  /** Names the code of its body, whatever its spaces and comments. */
  readonly hash: string;
};

/** A module that a file replaces by a mock. */
export type Mock = {
  readonly specifier: string;
  readonly line: number;
  /** Whether it keeps the real module but for some names (`importActual`, `requireActual`, `spy: true`). */
  readonly isPartial: boolean;
};

/** An import of a file: which names it binds. */
export type TestImport = { readonly specifier: string; readonly names: readonly string[] };

/** A file of tests as data. */
export type TestModel = {
  readonly cases: readonly TestCase[];
  readonly mocks: readonly Mock[];
  readonly imports: readonly TestImport[];
  /** Time limits and retries that hold for the whole file (`vi.setConfig`, `jest.setTimeout`, `this.timeout`). */
  readonly fileTimeoutMs: number | null;
  readonly fileRetries: number | null;
  /** Why the file could not be read as syntax; null where it could. */
  readonly problem: string | null;
};
