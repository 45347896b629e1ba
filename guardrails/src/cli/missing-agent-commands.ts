import type { Command } from 'commander';
import { ConfigurationError } from '../errors.ts';
import { packageVersion } from './package-version.ts';
import { runCommand } from './run-command.ts';

/** Commands that agent-tasks brings. */
const agentCommands = ['plan', 'run', 'land', 'status', 'watch', 'report', 'discard', 'gc', 'worker', 'serve', 'mcp'];

/** Without agent-tasks, each of its commands says in one sentence what to install, instead of being unknown. */
export const addMissingAgentCommands = (program: Command): void => {
  for (const name of agentCommands)
    program
      .command(name, { hidden: true })
      .allowUnknownOption()
      .allowExcessArguments()
      .helpOption(false)
      .action(() => runCommand(() => Promise.reject(notInstalled(name))));
};

const notInstalled = (name: string): ConfigurationError =>
  new ConfigurationError(
    `\`interlock ${name}\` is a command of @interlock-dev/agent-tasks, which is not installed here: install its version ${packageVersion} beside @interlock-dev/guardrails.`,
  );
