import type { CollectContext } from '../../guardrail.ts';
import type { Tree } from '../../tree/tree.ts';
import { changedTestFiles } from './changed-tests.ts';
import type { Renames } from './changed-tests.ts';
import { selectTests } from './related-files.ts';
import type { Packages } from './related-files.ts';
import { runHeadTestsOnBase } from './negative-control.ts';
import { runOnHead } from './run-on-head.ts';
import { runTests } from './run-tests.ts';
import { tryMutants } from './try-mutants.ts';
import type { RunOutcome } from './run-tests.ts';
import type { TestSelection } from './runner-command.ts';
import type { Project } from './select-projects.ts';
import { isOfTests, isTestFile } from './test-paths.ts';
import type { ChangedTestFile, ProjectRuns, TestRun } from './tests-evidence.ts';

/** What all projects of a change share. */
export type ProjectSurroundings = {
  readonly packages: Packages;
  readonly renames: Renames;
  readonly basePaths: ReadonlySet<string>;
};

/**
 * Makes the runs of one project, each only when the ones before call for it: a failure is tried again, and base is
 * asked about what failed or was skipped. Null when no test is related.
 */
export const runProject = async (
  context: CollectContext,
  project: Project,
  surroundings: ProjectSurroundings,
): Promise<ProjectRuns | { readonly cannotCheck: string } | null> => {
  const { dir, runner } = project;
  const { renames, basePaths } = surroundings;
  const selection = await selectTests(context, project);
  const run = (tree: Tree, chosen: TestSelection, overlays: readonly Overlay[] = []): Promise<RunOutcome> =>
    runTests(context, { tree, dir, runner, selection: chosen, overlays });
  const again = (failed: readonly string[]): TestSelection =>
    failed.length === 0 || runner.kind === 'command' ? selection : { by: 'file', files: failed };

  const hasRelated = selection.files.length > 0 || runner.kind === 'command';
  const measured = hasRelated
    ? await runOnHead(context, project, { selection, packages: surroundings.packages })
    : { run: noRun, coverage: null, coverageProblem: null };
  const head = measured.run;
  if ('cannotCheck' in head) return head;
  const headAgain = hasFailed(head) ? await run(context.head, again(filesWith(head, 'failed'))) : null;
  if (headAgain !== null && 'cannotCheck' in headAgain) return headAgain;

  const overlays = runner.kind === 'command' ? [] : await readOverlays(context, project);
  const overlaid = filesToRunOverlaid(overlays, head, { renames, basePaths });
  const overlayRun = (files: readonly string[]) => run(context.head, { by: 'file', files }, overlays);
  const baseTests = overlaid.length > 0 ? await overlayRun(overlaid) : null;
  if (baseTests !== null && 'cannotCheck' in baseTests) return baseTests;
  const suspects = baseTests === null ? [] : filesWith(baseTests, 'failed');
  const baseTestsAgain = suspects.length > 0 ? await overlayRun(suspects) : null;
  if (baseTestsAgain !== null && 'cannotCheck' in baseTestsAgain) return baseTestsAgain;

  const inQuestion = [
    ...(headAgain === null ? [] : filesWith(headAgain, 'failed')),
    ...filesWith(head, 'skipped'),
    ...(baseTestsAgain === null ? [] : filesWith(baseTestsAgain, 'failed')),
  ].map(renames.toBase);
  const asked = [...new Set(inQuestion)].filter((path) => basePaths.has(path));
  const isRunInQuestion = headAgain?.tests.some(({ file, status }) => file === null && status === 'failed') ?? false;
  const base =
    asked.length > 0 || isRunInQuestion ? await run(context.base, baseSelection(again(asked), surroundings)) : null;
  if (base !== null && 'cannotCheck' in base) return base;
  const control = hasRelated ? await runHeadTestsOnBase(context, project) : null;
  const { coverage, coverageProblem } = measured;
  const isGreen = head.tests.every(({ status }) => status !== 'failed');
  return {
    dir,
    runner: runner.kind,
    head,
    headAgain,
    baseTests,
    baseTestsAgain,
    base: base && toHeadPaths(base, renames),
    coverage,
    coverageProblem,
    // Head's tests that do not even run on base have shown that they need the change.
    headTestsOnBase: control === null || 'cannotCheck' in control ? null : control,
    mutants: isGreen ? await tryMutants(context, project, { coverage, packages: surroundings.packages }) : null,
  };
};

const noRun: TestRun = { exitCode: 0, tests: [] };

type Overlay = { readonly path: string; readonly text: string };

const hasFailed = (run: TestRun): boolean => run.tests.some(({ status }) => status === 'failed');

const filesWith = (run: TestRun, status: 'failed' | 'skipped'): readonly string[] => [
  ...new Set(run.tests.flatMap((test) => (test.status === status && test.file !== null ? [test.file] : []))),
];

const baseSelection = (selection: TestSelection, { renames, basePaths }: ProjectSurroundings): TestSelection => ({
  by: selection.by,
  files: selection.files.map(renames.toBase).filter((path) => basePaths.has(path)),
});

const toHeadPaths = (run: TestRun, renames: Renames): TestRun => ({
  ...run,
  tests: run.tests.map((test) => (test.file === null ? test : { ...test, file: renames.toHead(test.file) })),
});

/** Base's text of the project's changed test files, to stand at head's path. */
const readOverlays = async ({ base, change }: CollectContext, project: Project): Promise<readonly Overlay[]> => {
  const isOwn = ({ path, basePath }: ChangedTestFile) =>
    project.files.includes(path) || project.files.includes(basePath);
  const read = changedTestFiles(change)
    .filter(isOwn)
    .map(async ({ path, basePath }) => ({ path, text: await base.readText(basePath) }));
  return (await Promise.all(read)).flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
};

/** The changed tests; when a helper or a snapshot changed, every test that base had too. */
const filesToRunOverlaid = (
  overlays: readonly Overlay[],
  head: TestRun,
  { renames, basePaths }: Pick<ProjectSurroundings, 'renames' | 'basePaths'>,
): readonly string[] => {
  const changed = overlays.map(({ path }) => path);
  const ran = [...new Set(head.tests.flatMap(({ file }) => (file === null ? [] : [file])))];
  const isTest = (path: string) => isTestFile(path) || ran.includes(path);
  const hasHelper = changed.some((path) => isOfTests(path) && !isTest(path));
  const others = hasHelper ? ran.filter((path) => basePaths.has(renames.toBase(path))) : [];
  return [...new Set([...changed.filter(isTest), ...others])];
};
