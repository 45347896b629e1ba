import type { CommandContext } from '@interlock-dev/guardrails/cli';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { docFolders } from './doc-folders.ts';
import type { LandOptions } from './land-command.ts';
import type { PlanOptions } from './look-commands.ts';
import type { McpOptions } from './mcp-command.ts';
import type { RunOptions } from './run-command.ts';

export { docFolders };

/** Adds the commands of agent-tasks to `interlock`. What a command needs is loaded when it runs. */
export const registerCommands = (program: Command, context: CommandContext): void => {
  addRun(program, context);
  addLand(program, context);
  addPlan(program, context);
  addStatus(program, context);
  addReport(program, context);
  addDiscard(program, context);
  addMcp(program, context);
};

const addRun = (program: Command, { runCommand }: CommandContext): void => {
  program
    .command('run')
    .summary('let agents carry out a plan')
    .description(
      'Starts an agent for each task of a plan, in walls; checks each change, tells the agent what was found, and lands\nwhat passes, one at a time. A string is a task with defaults. Needs a clean work tree of the branch it lands on.',
    )
    .argument('[what...]', 'a plan file, or tasks in quotes')
    .option(
      '--agent <name>',
      "anthropic, claude-code, or command:'CMD': CMD gets the prompt on stdin, works in the current folder",
      'anthropic',
    )
    .option('--parallel <n>', 'jobs at once', countOf, 4)
    .option('--budget-usd <x>', 'most that all jobs together may spend on model calls', usdOf)
    .option('--resume <run>', 'go on with a run that was stopped; `newest` for the last one')
    .option('--into <branch>', 'branch to land on (default: the base of the plan, else the current branch)')
    .addOption(new Option('--withhold-findings', 'tell agents the verdict only: a negative control').hideHelp())
    .addOption(new Option('--scripted', 'the model plays a script: say so wherever the agent shows').hideHelp())
    .addHelpText(
      'after',
      "\nExamples:\n  interlock run plan.yaml --parallel 6\n  interlock run 'Fix the flaky test in cart.test.ts' --budget-usd 2\n  interlock run plan.yaml --agent command:'my-agent --headless'",
    )
    .action((what: string[], options: RunOptions) =>
      runCommand(async (signal) => (await import('./run-command.ts')).runCommand(what, options, signal)),
    );
};

const addLand = (program: Command, { runCommand }: CommandContext): void => {
  program
    .command('land')
    .summary('review branches and land those that pass')
    .description('Review and merge queue for branches that exist: no plan, no agents. Each lands as a merge commit.')
    .argument('<branch...>', 'branches to land, in this order')
    .option('--into <branch>', 'branch to land on (default: the current branch)')
    .option('--parallel <n>', 'reviews at once', countOf, 2)
    .action((branches: string[], options: LandOptions) =>
      runCommand(async (signal) => (await import('./land-command.ts')).landCommand(branches, options, signal)),
    );
};

const addPlan = (program: Command, { runCommand }: CommandContext): void => {
  program
    .command('plan')
    .summary('check a plan')
    .description(
      'Validates a plan: schema, dependencies, cycles, scopes that overlap without an order; and against the commit that it\nstarts from: scopes that name nothing, acceptance that cannot run, tasks that would break each other by an import.',
    )
    .requiredOption('--check <file>', 'the plan to check')
    .option('--graph', 'draw which tasks run together, and why others wait')
    .action((options: PlanOptions) =>
      runCommand(async () => (await import('./look-commands.ts')).planCheckCommand(options)),
    );
};

const addStatus = (program: Command, { runCommand }: CommandContext): void => {
  program
    .command('status')
    .summary('where a run stands')
    .argument('[run]', 'the run (default: the newest)')
    .action((run: string | undefined) =>
      runCommand(async () => (await import('./look-commands.ts')).statusCommand(run)),
    );
};

const addReport = (program: Command, { runCommand }: CommandContext): void => {
  program
    .command('report')
    .summary('write the page of a run and print its path')
    .argument('[run]', 'the run (default: the newest)')
    .action((run: string | undefined) =>
      runCommand(async () => (await import('./look-commands.ts')).reportCommand(run)),
    );
};

const addDiscard = (program: Command, { runCommand }: CommandContext): void => {
  program
    .command('discard')
    .summary('give up a task that did not land')
    .description('Removes the workspace of a task that did not land. Its last work stays under its ref.')
    .argument('<run>', 'the run')
    .argument('<task>', 'the task')
    .action((run: string, task: string) =>
      runCommand(async () => (await import('./discard-command.ts')).discardCommand(run, task)),
    );
};

const addMcp = (program: Command, { runCommand }: CommandContext): void => {
  program
    .command('mcp')
    .summary("guardrails as tools for an agent's own loop")
    .description(
      'Speaks the Model Context Protocol on stdin and stdout: `check` (quick guardrails first, then the slow ones), `explain`,\n`scope`. Judges the work tree as it stands, by the same rules as the review.',
    )
    .option('--base <ref>', 'what the change is compared with (default: as for check)')
    .option('--task <file#id>', 'the task of a plan whose brief holds')
    .addHelpText('after', '\nExample (Claude Code):\n  claude mcp add interlock -- npx interlock mcp')
    .action((options: McpOptions) =>
      runCommand(async (signal) => (await import('./mcp-command.ts')).mcpCommand(options, signal)),
    );
};

const countOf = (text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new InvalidArgumentError('Give a whole number from 1 to 64.');
  return count;
};

const usdOf = (text: string): number => {
  const usd = Number(text);
  if (!Number.isFinite(usd) || usd <= 0) throw new InvalidArgumentError('Give an amount in USD above 0.');
  return usd;
};
