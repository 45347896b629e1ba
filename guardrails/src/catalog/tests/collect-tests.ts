import type { CollectContext, Collected } from '../../guardrail.ts';
import { addedTestFiles, changedTestFiles, renamesOf } from './changed-tests.ts';
import { readPackages } from './related-files.ts';
import { runProject } from './run-project.ts';
import { selectProjects } from './select-projects.ts';
import type { Project } from './select-projects.ts';
import { isCodeFile, isOfTests } from './test-paths.ts';
import type { ProjectRuns, TestsEvidence } from './tests-evidence.ts';

/**
 * Runs what the change can have broken: the related tests on head, base's version of the tests that it edited on head's
 * code, and on base only what has to be compared.
 */
export const collectTests = async (context: CollectContext): Promise<Collected<TestsEvidence>> => {
  const { change, base, policy } = context;
  const paths = change.files.flatMap(({ path, basePath, status }) =>
    status === 'renamed' && basePath ? [path, basePath] : [path],
  );
  const { command } = policy.configuration.tests;
  // A command may read anything; a runner follows imports, so only code leads it to tests.
  const files = paths.filter(
    (path) => isCodeFile(path) || isOfTests(path) || (command !== null && !path.endsWith('.md')),
  );
  // The runner is base's: what a change makes of the scripts is not to decide how it is tested.
  const packages = await readPackages(base);
  const basePaths = new Set((await base.list()).map(({ path }) => path));
  const projects: readonly Project[] =
    command === null
      ? selectProjects({ packages: packages.texts, paths: basePaths, files })
      : files.length === 0
        ? []
        : [{ dir: '', runner: { kind: 'command', command }, files }];
  const runs: ProjectRuns[] = [];
  for (const project of projects) {
    const run = await runProject(context, project, { packages, renames: renamesOf(change), basePaths });
    if (run !== null && 'cannotCheck' in run) return run;
    if (run !== null) runs.push(run);
  }
  const owned = new Set(projects.flatMap((project) => project.files));
  return {
    evidence: {
      projects: runs,
      changedTests: changedTestFiles(change),
      addedTests: addedTestFiles(change),
      withoutRunner: files.filter((path) => !owned.has(path) && isCodeFile(path) && !path.endsWith('.json')),
      hasCode: files.length > 0,
    },
  };
};
