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
  named: readonly string[],
  { into, parallel }: LandOptions,
  signal: AbortSignal,
): Promise<number> => {
  const project = await openLanding(await openProject(process.cwd()), into ?? null);
  await checkBranches(project, named);
  const branches = await withoutLanded(project, named);
  if (branches.length === 0) return 0;
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

/** Says which branches have nothing to land, so that landing twice is safe, and answers the others. */
const withoutLanded = async (
  { repository, target }: LandingProject,
  branches: readonly string[],
): Promise<readonly string[]> => {
  const isIn = await Promise.all(
    branches.map(async (branch) => {
      const refs = [`refs/heads/${branch}`, `refs/heads/${target.name}`];
      return (await repository.git.run(['merge-base', '--is-ancestor', ...refs])).exitCode === 0;
    }),
  );
  for (const branch of branches.filter((_, index) => isIn[index]))
    process.stdout.write(`${branch} is in ${target.name} already: nothing to land\n`);
  return branches.filter((_, index) => isIn[index] !== true);
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
