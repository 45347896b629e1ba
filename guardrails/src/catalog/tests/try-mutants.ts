import { relative } from 'node:path/posix';
import { changedLines } from '../../change/change.ts';
import type { CollectContext } from '../../guardrail.ts';
import { parseMutants } from './parse-mutants.ts';
import type { Packages } from './related-files.ts';
import { runCommand } from './run-tests.ts';
import type { RunnerCommand } from './runner-command.ts';
import type { Project } from './select-projects.ts';
import type { FileCoverage, Survivor } from './tests-evidence.ts';

/** Where StrykerJS puts its report unless a configuration says otherwise. */
const reportFile = 'reports/mutation/mutation.json';

/** What was tried, or why nothing was; null where nobody asked or no changed line ran. */
export type MutantTrial = { readonly survivors: readonly Survivor[] } | { readonly problem: string } | null;

/**
 * Lets the repository's own StrykerJS mutate the changed lines that tests run, when base's configuration says
 * `tests.mutation: true`. https://stryker-mutator.io
 */
export const tryMutants = async (
  context: CollectContext,
  { dir, runner }: Project,
  { coverage, packages }: { readonly coverage: readonly FileCoverage[] | null; readonly packages: Packages },
): Promise<MutantTrial> => {
  if (!context.policy.configuration.tests.mutation) return null;
  const plugin = `@stryker-mutator/${runner.kind}-runner`;
  const manifests = [packages.texts.get(dir), packages.texts.get('')].join('\n');
  if (!manifests.includes('"@stryker-mutator/core"') || !manifests.includes(`"${plugin}"`))
    return { problem: `\`tests.mutation\` needs @stryker-mutator/core and ${plugin} among the dependencies` };
  const ranges = mutantRanges(context, coverage).map((range) => relative(dir, range));
  if (ranges.length === 0) return null;
  const { answer, problem } = await runCommand(context, {
    tree: context.head,
    dir,
    command: strykerCommand(runner.kind, ranges),
  });
  if (answer?.state !== 'ran') return { problem: problem ?? 'StrykerJS could not be started' };
  const survivors = parseMutants(answer.report ?? '', dir);
  return survivors === null ? { problem: `StrykerJS wrote no report: ${answer.tail.slice(-400)}` } : { survivors };
};

const strykerCommand = (runner: string, ranges: readonly string[]): RunnerCommand => ({
  type: 'package',
  name: '@stryker-mutator/core',
  bin: 'stryker',
  reportFile,
  arguments: [
    'run',
    ...['--testRunner', runner, '--plugins', `@stryker-mutator/${runner}-runner`],
    ...['--reporters', 'json', '--concurrency', '2', '--allowEmpty', '--inPlace'],
    ...['--mutate', ranges.join(',')],
  ],
});

/** `path:first-last` of each run of changed lines; without coverage all of them, else those in files that tests reach. */
const mutantRanges = ({ change }: CollectContext, coverage: readonly FileCoverage[] | null): readonly string[] =>
  (coverage ?? []).flatMap(({ file, uncovered }) => {
    const changed = change.files.find(({ path }) => path === file);
    const lines = changed === undefined ? [] : [...changedLines(changed)].filter((line) => !uncovered.includes(line));
    return toRanges(lines).map(([first, last]) => `${file}:${first}-${last}`);
  });

/** Runs of consecutive numbers. Pure. */
export const toRanges = (lines: readonly number[]): readonly (readonly [number, number])[] => {
  const sorted = [...new Set(lines)].toSorted((a, b) => a - b);
  return sorted.reduce<readonly (readonly [number, number])[]>((ranges, line) => {
    const last = ranges.at(-1);
    return last !== undefined && last[1] === line - 1
      ? [...ranges.slice(0, -1), [last[0], line]]
      : [...ranges, [line, line]];
  }, []);
};
