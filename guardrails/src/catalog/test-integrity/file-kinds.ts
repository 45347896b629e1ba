/** What a path holds, by its name: what test runners look for, and what belongs to tests. */
export type FileKind = 'tests' | 'snapshot' | 'support' | 'product' | 'other';

const code = /\.([cm]?[jt]sx?|vue|svelte)$/;

/** Says what a path holds. Folders `tests` below `src` may well be about tests: only the names of files count there. Pure. */
export const fileKind = (path: string): FileKind => {
  if (path.endsWith('.snap')) return 'snapshot';
  if (!code.test(path) || path.endsWith('.d.ts')) return 'other';
  if (/(^|\/)(node_modules|dist|build|coverage|generated|__generated__|vendor)\//.test(path)) return 'other';
  if (/[._-](test|spec|e2e|e2e-spec|test-d|cy)\.[cm]?[jt]sx?$/.test(path) || /(^|\/)__tests__\//.test(path))
    return 'tests';
  if (/^(?!(.*\/)?src\/)(.*\/)?(tests?|spec|specs|e2e|runtime-tests|integration-tests)\//.test(path)) return 'tests';
  if (/(^|\/)(test|tests|test-[^/]*)\.[cm]?[jt]sx?$/.test(path)) return 'tests';
  if (
    /(^|\/)(__fixtures__|__mocks__|fixtures|mocks|testing|test-utils?|tests?|benchmarks?|examples?|docs|stories|scripts)\//.test(
      path,
    )
  )
    return 'support';
  if (
    /(\.(stories|config|bench|mock|fixture)\.[cm]?[jt]sx?|(^|\/)[^/]*(test|mock)[-_.]?(utils?|helpers?|setup)\.[cm]?[jt]sx?)$/i.test(
      path,
    )
  )
    return 'support';
  return 'product';
};
