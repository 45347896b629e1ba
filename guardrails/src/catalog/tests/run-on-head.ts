import { changedLines } from '../../change/change.ts';
import type { CollectContext } from '../../guardrail.ts';
import { coverageOfChange } from './changed-coverage.ts';
import type { Packages } from './related-files.ts';
import { runCovered, type RunOutcome } from './run-tests.ts';
import type { TestSelection } from './runner-command.ts';
import type { Project } from './select-projects.ts';
import { isCodeFile, isOfTests } from './test-paths.ts';
import type { FileCoverage } from './tests-evidence.ts';

/** The related tests on head, and what of the changed lines they ran. */
export type HeadRun = {
  readonly run: RunOutcome;
  readonly coverage: readonly FileCoverage[] | null;
  /** Why coverage was not measured although there are lines to cover; null where it was, or nobody asked. */
  readonly coverageProblem: string | null;
};

/**
 * Runs the related tests on head with coverage of the changed files. A runner that stumbles over coverage runs once more
 * without it: what is wrong with measuring is no fault of the change.
 */
export const runOnHead = async (
  context: CollectContext,
  project: Project,
  { selection, packages }: { readonly selection: TestSelection; readonly packages: Packages },
): Promise<HeadRun> => {
  const request = { tree: context.head, dir: project.dir, runner: project.runner, selection };
  const lines = context.policy.configuration.tests.coverage ? linesToCover(context, project) : new Map<string, never>();
  const problem = coverageProblem(project, packages);
  if (lines.size === 0 || problem !== null) {
    const { run } = await runCovered(context, request);
    return { run, coverage: null, coverageProblem: lines.size === 0 ? null : problem };
  }
  const { run, coverage } = await runCovered(context, { ...request, covered: [...lines.keys()] });
  const hasStumbled =
    'cannotCheck' in run || run.tests.some(({ file, status }) => file === null && status === 'failed');
  if (hasStumbled) {
    const plain = await runCovered(context, request);
    return {
      run: plain.run,
      coverage: null,
      coverageProblem: `${project.runner.kind} does not run here with coverage on`,
    };
  }
  return coverage === null
    ? { run, coverage, coverageProblem: `${project.runner.kind} wrote no coverage` }
    : { run, coverage: coverageOfChange(coverage, lines), coverageProblem: null };
};

/** The changed lines of the project's own sources: tests and data are not what tests should cover. */
const linesToCover = ({ change }: CollectContext, { files }: Project): ReadonlyMap<string, ReadonlySet<number>> =>
  new Map(
    change.files
      .filter(({ path, status }) => status !== 'deleted' && files.includes(path))
      .filter(({ path }) => isCodeFile(path) && !path.endsWith('.json') && !isOfTests(path))
      .map((file) => [file.path, changedLines(file)] as const)
      .filter(([, lines]) => lines.size > 0),
  );

const coverageProblem = ({ dir, runner }: Project, { texts }: Packages): string | null => {
  if (runner.kind === 'command') return 'the tests are run by a command of which only the exit code is known';
  if (runner.kind !== 'vitest') return null;
  const manifests = [texts.get(dir), texts.get('')].join('\n');
  return /"@vitest\/coverage-(?:v8|istanbul)"/.test(manifests)
    ? null
    : 'Vitest has no coverage provider here: add @vitest/coverage-v8';
};
