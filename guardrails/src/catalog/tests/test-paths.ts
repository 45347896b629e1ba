const codeFile = /\.([cm]?[jt]sx?|vue|svelte|json)$/;

/** Whether a runner can follow imports to this file. */
export const isCodeFile = (path: string): boolean => codeFile.test(path) && !path.endsWith('.d.ts');

/** Whether a path is that of a file of tests, by the names that Vitest, Jest and node:test look for. */
export const isTestFile = (path: string): boolean =>
  /\.[cm]?[jt]sx?$/.test(path) &&
  (/[._-](test|spec)\.[cm]?[jt]sx?$/.test(path) ||
    /(^|\/)(test|test-[^/]*)\.[cm]?[jt]s$/.test(path) ||
    inTestsFolder(path));

/**
 * Whether a path belongs to the tests: a test, a snapshot, a fixture, what stands in a folder of tests. A folder `tests`
 * inside `src` may well be about tests and hold none.
 */
export const isOfTests = (path: string): boolean =>
  isTestFile(path) ||
  path.endsWith('.snap') ||
  /(^|\/)(__tests__|__snapshots__|__fixtures__|__mocks__|fixtures)\//.test(path) ||
  /^(?!(.*\/)?src\/)(.*\/)?(tests?|spec)\//.test(path);

const inTestsFolder = (path: string): boolean => /(^|\/)__tests__\//.test(path);
