import { relative } from 'node:path/posix';
import { scriptPath } from '../../sandbox/script-path.ts';
import type { Runner } from './select-projects.ts';

/** Stands for the file that the runner writes its results to; the script inside the walls puts in its path. */
export const outputPlaceholder = '{output}';

/** What the script inside the walls starts. */
export type RunnerCommand =
  /** A package's own command, found in node_modules above the working folder. */
  | { readonly type: 'package'; readonly name: string; readonly arguments: readonly string[] }
  | { readonly type: 'node'; readonly arguments: readonly string[] }
  | { readonly type: 'shell'; readonly command: string };

/** Which tests: those related to source files, or the test files named. Paths are relative to the repository. */
export type TestSelection = { readonly by: 'related' | 'file'; readonly files: readonly string[] };

/** Where the runner stands and what configuration adds to its arguments. */
export type RunnerPlace = { readonly dir: string; readonly added: readonly string[] };

/** The command of a runner for a selection of tests. `node` and `command` know no relation: they get files. Pure. */
export const runnerCommand = (
  runner: Runner,
  { by, files }: TestSelection,
  { dir, added }: RunnerPlace,
): RunnerCommand => {
  const paths = files.map((file) => `./${relative(dir, file)}`);
  switch (runner.kind) {
    case 'vitest': {
      const fixed = [
        '--run',
        '--passWithNoTests',
        '--coverage.enabled=false',
        '--includeTaskLocation',
        '--reporter=json',
      ];
      const mode = by === 'related' ? ['related'] : [];
      const output = `--outputFile=${outputPlaceholder}`;
      return { type: 'package', name: 'vitest', arguments: [...mode, ...fixed, output, ...added, ...paths] };
    }
    case 'jest': {
      const fixed = [
        '--ci',
        '--json',
        `--outputFile=${outputPlaceholder}`,
        '--testLocationInResults',
        '--passWithNoTests',
      ];
      const mode = by === 'related' ? '--findRelatedTests' : '--runTestsByPath';
      return { type: 'package', name: 'jest', arguments: [...fixed, '--coverage=false', ...added, mode, ...paths] };
    }
    case 'node': {
      const reporter = scriptPath(import.meta.url, './node-test-reporter');
      const report = [`--test-reporter=${reporter}`, `--test-reporter-destination=${outputPlaceholder}`];
      return { type: 'node', arguments: [...runner.flags, '--test', ...report, ...added, ...paths] };
    }
    case 'command': {
      const command = runner.command.replaceAll('{files}', () => paths.map(quote).join(' '));
      return { type: 'shell', command: [command, ...added.map(quote)].join(' ') };
    }
  }
};

/** For a POSIX shell. */
const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
