import type { Change } from '../../change/change.ts';
import type { ChangedTestFile } from './tests-evidence.ts';
import { isOfTests, isTestFile } from './test-paths.ts';

/** The files of base's tests that a change edited, renamed or deleted. A file that only moved has changed nothing. Pure. */
export const changedTestFiles = (change: Change): readonly ChangedTestFile[] =>
  change.files
    .filter(({ status, path, basePath }) => status !== 'added' && status !== 'copied' && isOfTests(basePath ?? path))
    .filter(({ status, hunks, isBinary }) => status !== 'renamed' || hunks.length > 0 || isBinary)
    .map(({ status, path, basePath = path }) => ({
      path,
      basePath,
      kind: status === 'deleted' ? 'deleted' : 'edited',
    }));

/** The test files that a change added. Pure. */
export const addedTestFiles = (change: Change): readonly string[] =>
  change.files
    .filter(({ status, path }) => (status === 'added' || status === 'copied') && isTestFile(path))
    .map(({ path }) => path);

/** Path at head ↔ path at base, for what was renamed. */
export type Renames = {
  readonly toBase: (path: string) => string;
  readonly toHead: (path: string) => string;
};

/** The renames of a change; any other path is itself on both sides. Pure. */
export const renamesOf = (change: Change): Renames => {
  const pairs = change.files.flatMap(({ status, path, basePath }) =>
    status === 'renamed' && basePath !== undefined ? [[path, basePath] as const] : [],
  );
  const [toBase, toHead] = [new Map(pairs), new Map(pairs.map(([head, base]) => [base, head]))];
  return { toBase: (path) => toBase.get(path) ?? path, toHead: (path) => toHead.get(path) ?? path };
};
