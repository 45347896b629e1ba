import { relative } from 'node:path/posix';
import { scriptPath } from '../../sandbox/script-path.ts';
import type { Runner } from './select-projects.ts';

/** Stands for the file that the runner writes its results to; the script inside the walls puts in its path. */
export const outputPlaceholder = '{output}';

/** Stands for the folder that the runner writes its coverage to. */
export const coveragePlaceholder = '{coverage}';

/** What the script inside the walls starts. */
export type RunnerCommand =
  /** A package's own command, found in node_modules above the working folder. */
  | {
      readonly type: 'package';
      readonly name: string;
      readonly arguments: readonly string[];
      /** The command, where it is not called like the package. */
      readonly bin?: string;
      /** Where the results stand, relative to the working folder, for a runner that cannot be told. */
      readonly reportFile?: string;
      /** Arguments that older versions of the package refuse to start with, and the first major version that has them. */
      readonly newer?: Readonly<Record<string, number>>;
    }
  | { readonly type: 'node'; readonly arguments: readonly string[] }
  | { readonly type: 'shell'; readonly command: string };

/** Which tests: those related to source files, or the test files named. Paths are relative to the repository. */
export type TestSelection = { readonly by: 'related' | 'file'; readonly files: readonly string[] };

/** Where the runner stands, what configuration adds to its arguments, and the files whose coverage is wanted. */
export type RunnerPlace = {
  readonly dir: string;
  readonly added: readonly string[];
  /** Paths in the repository; none: coverage is not measured. */
  readonly covered?: readonly string[];
};

/** The command of a runner for a selection of tests. `node` and `command` know no relation: they get files. Pure. */
export const runnerCommand = (
  runner: Runner,
  { by, files }: TestSelection,
  { dir, added, covered = [] }: RunnerPlace,
): RunnerCommand => {
  const paths = files.map((file) => `./${relative(dir, file)}`);
  const wanted = covered.map((file) => relative(dir, file).replaceAll(/[[\](){}!*?+@\\]/g, '\\$&'));
  switch (runner.kind) {
    case 'vitest': {
      const fixed = [
        '--run',
        '--passWithNoTests',
        ...vitestCoverage(wanted),
        '--includeTaskLocation',
        '--reporter=json',
      ];
      const mode = by === 'related' ? ['related'] : [];
      const output = `--outputFile=${outputPlaceholder}`;
      return {
        type: 'package',
        name: 'vitest',
        arguments: [...mode, ...fixed, output, ...added, ...paths],
        newer: { '--includeTaskLocation': 3 },
      };
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
      return {
        type: 'package',
        name: 'jest',
        arguments: [...fixed, ...jestCoverage(wanted), ...added, mode, ...paths],
      };
    }
    case 'node': {
      const reporter = scriptPath(import.meta.url, './node-test-reporter');
      const report = [`--test-reporter=${reporter}`, `--test-reporter-destination=${outputPlaceholder}`];
      return {
        type: 'node',
        arguments: [...runner.flags, '--test', ...report, ...nodeCoverage(wanted), ...added, ...paths],
      };
    }
    case 'command': {
      const command = runner.command.replaceAll('{files}', () => paths.map(quote).join(' '));
      return { type: 'shell', command: [command, ...added.map(quote)].join(' ') };
    }
  }
};

const vitestCoverage = (wanted: readonly string[]): readonly string[] =>
  wanted.length === 0
    ? ['--coverage.enabled=false']
    : [
        '--coverage.enabled=true',
        '--coverage.reporter=json',
        '--coverage.reportOnFailure=true',
        `--coverage.reportsDirectory=${coveragePlaceholder}`,
        // The thresholds of a whole run say nothing about the related tests.
        ...['lines', 'functions', 'branches', 'statements'].map((name) => `--coverage.thresholds.${name}=0`),
        ...wanted.map((file) => `--coverage.include=${file}`),
      ];

const jestCoverage = (wanted: readonly string[]): readonly string[] =>
  wanted.length === 0
    ? ['--coverage=false']
    : [
        '--coverage',
        '--coverageReporters=json',
        `--coverageDirectory=${coveragePlaceholder}`,
        '--coverageThreshold={}',
        ...wanted.map((file) => `--collectCoverageFrom=${file}`),
      ];

const nodeCoverage = (wanted: readonly string[]): readonly string[] =>
  wanted.length === 0
    ? []
    : [
        '--experimental-test-coverage',
        '--test-reporter=lcov',
        `--test-reporter-destination=${coveragePlaceholder}/lcov.info`,
        ...wanted.map((file) => `--test-coverage-include=${file}`),
      ];

/** For a POSIX shell. */
const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
