import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { ConfigurationError } from '@interlock-dev/guardrails';
import { parsePlan } from '../plan/parse-plan.ts';
import { summariseRun } from '../report/run-summary.ts';
import { writeRunReport } from './execute-run.ts';
import { formatProblems } from './format-problems.ts';
import { findRun } from './find-run.ts';
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

/** `interlock plan --check FILE`: problems with line and column; 0 when there is no error. */
export const planCheckCommand = async (file: string): Promise<number> => {
  if (!existsSync(file)) throw new ConfigurationError(`There is no plan file ${file}`);
  const { plan, problems } = parsePlan(await readFile(file, 'utf8'));
  if (problems.length > 0) process.stdout.write(`${formatProblems(file, problems)}\n`);
  if (plan === null) return 1;
  process.stdout.write(`${file}: ${plan.tasks.length} task${plan.tasks.length === 1 ? '' : 's'}, sound\n`);
  return 0;
};
