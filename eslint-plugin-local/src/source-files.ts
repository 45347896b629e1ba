import { relative, sep } from 'node:path';
import picomatch from 'picomatch';

/** Globs of files that test: what holds for a service's own code mostly does not hold in them. */
export const testFiles: readonly string[] = [
  '**/*.{test,spec,e2e,bench,stories,fixture}.*',
  '**/*.{test,spec,e2e}-d.*',
  '**/*{.,-,_}{test,tests,spec,mock,mocks,servertest,clienttest}.*',
  '**/*test{-,_,.}{setup,utils,helpers,util}*',
  '**/{test,tests,__tests__,__mocks__,mocks,e2e,fixtures,__fixtures__,testing,testsuite,*-testsuite,test-utils,testutils}/**',
];

/** Globs of what a person runs by hand or once: scripts, examples, seeds, migrations. */
export const scriptFiles: readonly string[] = [
  '**/{scripts,script,examples,example,demo,demos,benchmarks,bench,seed,seeds,seeder,migrations,tools,eval,evals}/**',
  '**/*{.,-,_}{script,seed,seeder}.*',
];

/** JSON schema of an option that is a list of globs. */
export const globList = (description: string) =>
  ({ type: 'array', items: { type: 'string' }, uniqueItems: true, description }) as const;

/** Whether the file of a rule's context matches one of the globs, which count from ESLint's working directory. */
export const isFileAmong = (
  { cwd, filename }: { readonly cwd: string; readonly filename: string },
  globs: readonly string[],
): boolean => picomatch.isMatch(relative(cwd, filename).split(sep).join('/'), [...globs], { dot: true, nocase: true });
