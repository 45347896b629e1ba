import { ConfigurationError } from '@interlock-dev/guardrails';
import { freezeBrief } from '../plan/freeze-brief.ts';
import { normaliseTask } from '../plan/normalise-task.ts';
import { createRunName, openRunFolder } from '../run/run-folder.ts';
import { executeRun } from './execute-run.ts';
import { openLanding, openProject, type LandingProject } from './open-project.ts';

/** Options of `interlock land`, as commander gives them. */
export type LandOptions = { readonly into?: string; readonly parallel: number };

/** `interlock land BRANCH…`: review and queue for branches that exist. Answers the exit code. */
export const landCommand = async (
  branches: readonly string[],
  { into, parallel }: LandOptions,
  signal: AbortSignal,
): Promise<number> => {
  const project = await openLanding(await openProject(process.cwd()), into ?? null);
  await checkBranches(project, branches);
  const run = createRunName(new Date(), Math.random());
  return executeRun({
    project,
    folder: openRunFolder(project.state, run),
    start: {
      type: 'run-started',
      run,
      kind: 'land',
      goal: `Land ${branches.join(', ')}`,
      base: await project.target.readTip(),
      into: project.target.name,
      agent: 'none, the branches were there',
      scripted: false,
      parallel,
      briefs: branches.map((branch, index) =>
        freezeBrief(normaliseTask({ id: taskId(branches, index), title: branch, prompt: `Land ${branch}` }, [])),
      ),
    },
    agent: null,
    upstream: null,
    budgetUsd: null,
    withholdFindings: false,
    signal,
  });
};

const checkBranches = async ({ repository, target }: LandingProject, branches: readonly string[]): Promise<void> => {
  for (const branch of branches) {
    if (branch === target.name) {
      throw new ConfigurationError(
        `\`${branch}\` cannot land on itself: name the branch to land on with --into BRANCH`,
      );
    }
    const found = await repository.git.run(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}^{commit}`]);
    if (found.exitCode !== 0) {
      throw new ConfigurationError(`There is no branch \`${branch}\`: \`git branch\` lists those that exist`);
    }
  }
  const twice = branches.find((branch, index) => branches.indexOf(branch) !== index);
  if (twice !== undefined) throw new ConfigurationError(`\`${twice}\` is named twice`);
};

/** A branch name as a task id: unique, and fit for a folder. */
const taskId = (branches: readonly string[], index: number): string => {
  const slug = (name: string) =>
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 60) || 'branch';
  const id = slug(branches[index] ?? '');
  const isTaken = branches.slice(0, index).some((earlier) => slug(earlier) === id);
  return isTaken ? `${id}-${index + 1}` : id;
};
