import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ConfigurationError } from '@interlock-dev/guardrails';
import { createAgent } from '../agents/create-agent.ts';
import { openTargetBranch } from '../merge/target-branch.ts';
import { upstreamFromEnvironment } from '../model-gateway/upstream.ts';
import { freezeBrief } from '../plan/freeze-brief.ts';
import { inlinePlan } from '../plan/inline-plan.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { createRunName, openRunFolder } from '../run/run-folder.ts';
import { executeRun } from './execute-run.ts';
import { findRun, type FoundRun } from './find-run.ts';
import { formatProblems } from './format-problems.ts';
import { openLanding, openProject } from './open-project.ts';
import { takeRun } from './take-run.ts';

/** Options of `interlock run`, as commander gives them. */
export type RunOptions = {
  readonly agent: string;
  readonly parallel: number;
  readonly budgetUsd?: number;
  readonly resume?: string;
  readonly into?: string;
  readonly withholdFindings?: boolean;
  readonly scripted?: boolean;
};

/** `interlock run plan.yaml | "TASK"…`: answers the exit code. */
export const runCommand = async (what: readonly string[], options: RunOptions, signal: AbortSignal): Promise<number> =>
  options.resume === undefined ? startRun(what, options, signal) : resumeRun(options.resume, options, signal);

const startRun = async (what: readonly string[], options: RunOptions, signal: AbortSignal): Promise<number> => {
  const opened = await openProject(process.cwd());
  const draft = await readPlan(what, []);
  const project = await openLanding(opened, options.into ?? draft.base);
  const plan = await readPlan(what, project.policy.configuration.protected);
  const agent = await openAgent(options.agent);
  const run = createRunName(new Date(), Math.random());
  return executeRun({
    project,
    folder: openRunFolder(project.state, run),
    start: {
      type: 'run-started',
      run,
      kind: 'run',
      goal: plan.goal,
      base: await project.target.readTip(),
      into: project.target.name,
      agent: options.agent,
      scripted: options.scripted ?? false,
      parallel: options.parallel,
      briefs: plan.tasks.map(freezeBrief),
    },
    agent,
    upstream: upstreamFromEnvironment(process.env),
    budgetUsd: options.budgetUsd ?? null,
    withholdFindings: options.withholdFindings ?? false,
    signal,
  });
};

const resumeRun = async (run: string, options: RunOptions, signal: AbortSignal): Promise<number> => {
  const { project, folder, state } = await findRun(run);
  const { start } = state;
  await settleLandings({ project, folder, state });
  return executeRun({
    project: await openLanding(project, start.into),
    folder,
    start: null,
    agent: start.kind === 'land' ? null : await openAgent(start.agent),
    upstream: upstreamFromEnvironment(process.env),
    budgetUsd: options.budgetUsd ?? null,
    withholdFindings: options.withholdFindings ?? false,
    signal,
  });
};

/** A kill between a branch and its files leaves a work tree that looks edited: settled before it is asked to be clean. */
const settleLandings = async ({ project, folder, state }: FoundRun): Promise<void> => {
  const release = takeRun(folder);
  try {
    const target = await openTargetBranch(project.repository, state.start.into);
    for (const { status, landing } of state.tasks)
      if (status === 'accepted' && landing !== null) await target.recover(landing);
  } finally {
    release();
  }
};

const openAgent = async (name: string) => {
  const agent = createAgent(name, process.env);
  const unavailable = await agent.unavailable();
  if (unavailable !== null) throw new ConfigurationError(unavailable);
  return agent;
};

const readPlan = async (what: readonly string[], protectedGlobs: readonly string[]): Promise<Plan> => {
  const [first] = what;
  if (first === undefined) throw new ConfigurationError('Nothing to run: name a plan file, or give a task in quotes');
  const isFile = what.length === 1 && (/\.ya?ml$/.test(first) || existsSync(first));
  if (!isFile) return inlinePlan(what, protectedGlobs);
  if (!existsSync(first)) throw new ConfigurationError(`There is no plan file ${first}`);
  const { plan, problems } = parsePlan(await readFile(first, 'utf8'), protectedGlobs);
  if (plan === null) throw new ConfigurationError(formatProblems(first, problems));
  return plan;
};
