import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { ConfigurationError } from '@interlock-dev/guardrails';
import type { Repository } from '@interlock-dev/guardrails/tree';
import { drawGraph } from '../plan/draw-graph.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import { summariseRun } from '../report/run-summary.ts';
import { writeRunReport } from './execute-run.ts';
import { formatProblems } from './format-problems.ts';
import { findRun } from './find-run.ts';
import { openProject } from './open-project.ts';
import { readRepositoryMap } from './read-repository-map.ts';
import { terminal } from './terminal.ts';

/** `interlock status [RUN]`: the summary of a run, the newest by default. */
export const statusCommand = async (run: string | undefined): Promise<number> => {
  const { state } = await findRun(run);
  const { colours, width } = terminal(process.stdout);
  process.stdout.write(`${summariseRun(state, { colours, width, now: Date.now() })}\n`);
  return 0;
};

/** `interlock report [RUN]`: writes the HTML report of a run and prints its path. */
export const reportCommand = async (run: string | undefined): Promise<number> => {
  const { folder, state } = await findRun(run);
  process.stdout.write(`${await writeRunReport(folder, state)}\n`);
  return 0;
};

/** What `interlock plan` is asked for. */
export type PlanOptions = { readonly check: string; readonly graph?: boolean };

/**
 * `interlock plan --check FILE`: problems with line and column, held against the commit that the plan starts from; 0 when
 * there is no error. With `graph`, the tasks in the order in which they can run.
 */
export const planCheckCommand = async ({ check: file, graph = false }: PlanOptions): Promise<number> => {
  if (!existsSync(file)) throw new ConfigurationError(`There is no plan file ${file}`);
  const text = await readFile(file, 'utf8');
  const { repository } = await openProject(process.cwd());
  const map = await readRepositoryMap(repository.git, await baseOf(repository, parsePlan(text).plan?.base ?? 'HEAD'));
  const { plan, problems } = parsePlan(text, [], map);
  if (problems.length > 0) process.stdout.write(`${formatProblems(file, problems)}\n`);
  if (plan === null) return 1;
  const warnings = problems.length === 0 ? '' : `, ${problems.length} warning${problems.length === 1 ? '' : 's'}`;
  const count = `${plan.tasks.length} task${plan.tasks.length === 1 ? '' : 's'}`;
  process.stdout.write(`${file}: ${count}, sound${warnings}\n`);
  if (graph) process.stdout.write(`\n${drawGraph(plan.tasks, map)}\n`);
  return 0;
};

const baseOf = async ({ git }: Repository, revision: string): Promise<string> => {
  const found = await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (found.exitCode === 0) return found.stdout.toString().trim();
  throw new ConfigurationError(`The plan's base \`${revision}\` is no commit here: mend \`base\`, or fetch it.`);
};
