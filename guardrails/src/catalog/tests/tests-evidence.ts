/** How one test ended. `todo` counts as skipped. */
export type TestStatus = 'passed' | 'failed' | 'skipped';

/** One test of one run. */
export type TestResult = {
  /** Path in the repository at head (at base for a deleted file); null when the run itself failed. */
  readonly file: string | null;
  /** Full name with its groups; empty when the file itself could not be loaded. */
  readonly name: string;
  readonly status: TestStatus;
  /** First lines of the failure, without terminal colours and temporary paths. */
  readonly message?: string;
  /** 1-based line in `file` of the failing assertion, else of the test. */
  readonly line?: number;
};

/** One run of a test runner. */
export type TestRun = { readonly exitCode: number | null; readonly tests: readonly TestResult[] };

/** A file of base's tests (test, helper in a test folder, snapshot) that the change edited, renamed or deleted. */
export type ChangedTestFile = {
  /** Path at head; at base for a deleted one. */
  readonly path: string;
  readonly basePath: string;
  readonly kind: 'edited' | 'deleted';
};

/** What of a file's changed lines the related tests ran. */
export type FileCoverage = {
  readonly file: string;
  /** Changed lines that hold a statement. */
  readonly lines: number;
  /** 1-based lines of head among them that no test ran, ascending. */
  readonly uncovered: readonly number[];
  /** Ways on from a condition on a changed line that ran. */
  readonly branches: number;
  /** Lines with such a way that no test took, ascending. */
  readonly untaken: readonly number[];
};

/** A mutant of a changed line that the related tests did not notice. */
export type Survivor = { readonly file: string; readonly line: number; readonly mutant: string; readonly by: string };

/** What was run in one folder with one runner. A run is null when the runs before it made it unnecessary. */
export type ProjectRuns = {
  /** Folder of the package.json that names the runner; empty for the root. */
  readonly dir: string;
  readonly runner: string;
  /** The tests related to the change, on head. */
  readonly head: TestRun;
  /** The files with failures once more, on head. */
  readonly headAgain: TestRun | null;
  /** Base's version of the changed test files, on head's code; and what failed there once more. */
  readonly baseTests: TestRun | null;
  readonly baseTestsAgain: TestRun | null;
  /** The files in question, on base. */
  readonly base: TestRun | null;
  /** What of the changed lines ran on head; null where it was not measured. */
  readonly coverage: readonly FileCoverage[] | null;
  /** Why coverage was not measured, where it could have been asked for. */
  readonly coverageProblem: string | null;
  /** Head's version of the changed and added test files, on base's code: the negative control. */
  readonly headTestsOnBase: TestRun | null;
  /** Mutants of changed lines that no test noticed, or why none were tried; null where nobody asked. */
  readonly mutants: { readonly survivors: readonly Survivor[] } | { readonly problem: string } | null;
};

/** All that the runs showed. */
export type TestsEvidence = {
  readonly projects: readonly ProjectRuns[];
  readonly changedTests: readonly ChangedTestFile[];
  /** Test files that the change added. */
  readonly addedTests: readonly string[];
  /** Changed files that no runner was found for. */
  readonly withoutRunner: readonly string[];
  /** Whether the change edits anything that tests could see. */
  readonly hasCode: boolean;
};

/** Finds a test of one run in another. */
export const testKey = ({ file, name }: Pick<TestResult, 'file' | 'name'>): string => JSON.stringify([file, name]);
