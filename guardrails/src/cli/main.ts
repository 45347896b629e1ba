import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { createProgram } from './create-program.ts';
import { addMissingAgentCommands } from './missing-agent-commands.ts';
import { explainError, runCommand } from './run-command.ts';

/** What `@interlock-dev/agent-tasks/cli` exports: its commands, and the folders where its docs stand. */
export type AgentTasksModule = {
  readonly registerCommands: (program: Command, context: CommandContext) => void;
  /** Absolute paths of folders with `.md` files, for `interlock explain`. */
  readonly docFolders?: readonly string[];
};

/** What the commands of agent-tasks are given. */
export type CommandContext = {
  /** Wraps the work of a command: exit codes, errors, interruption. */
  readonly runCommand: typeof runCommand;
};

/**
 * The command line, from arguments to exit code.
 * @param argv as in `process.argv`
 * @param importAgentTasks imports the module; rejects with `ERR_MODULE_NOT_FOUND` when it is not installed
 */
export const main = async (argv: readonly string[], importAgentTasks: () => Promise<unknown>): Promise<void> => {
  quietBrokenPipes();
  answerFaults();
  try {
    const agentTasks = needsAgentTasks(argv) ? await loadAgentTasks(importAgentTasks) : null;
    const program = createProgram({ docFolders: agentTasks?.docFolders ?? [], hasAgentTasks: agentTasks !== null });
    if (agentTasks === null) addMissingAgentCommands(program);
    else agentTasks.registerCommands(program, { runCommand });
    await program.parseAsync(argv);
  } catch (error) {
    // Commander has printed its own sentence already; asking for help is no mistake.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      process.stderr.write(explainError(error));
      process.exitCode = 2;
    }
  }
};

const ownCommands = ['check', 'contract', 'latency', 'allow'];

/** Agents' commands, help, docs and doctor need agent-tasks; a check must not wait for it to load. Pure. */
const needsAgentTasks = ([, , command]: readonly string[]): boolean =>
  command === undefined || !ownCommands.includes(command);

const loadAgentTasks = async (importAgentTasks: () => Promise<unknown>): Promise<AgentTasksModule | null> => {
  try {
    return (await importAgentTasks()) as AgentTasksModule;
  } catch (error) {
    if (isMissingPackage(error)) return null;
    throw new Error('@interlock-dev/agent-tasks is installed and cannot be loaded', { cause: error });
  }
};

const isMissingPackage = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === 'ERR_MODULE_NOT_FOUND' &&
  error.message.includes("package '@interlock-dev/agent-tasks'");

/** Node would end with 1, which says that there are findings. */
const answerFaults = (): void => {
  process.once('uncaughtException', (error) => {
    process.stderr.write(explainError(error));
    process.exit(2);
  });
};

/** A reader that closes the pipe early (`| head`) is no fault. */
const quietBrokenPipes = (): void => {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
};
