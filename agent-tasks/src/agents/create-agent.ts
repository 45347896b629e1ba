import { ConfigurationError } from '@interlock-dev/guardrails';
import type { Agent } from './agent.ts';
import { createAnthropicAgent } from './anthropic/anthropic-agent.ts';
import { createClaudeCodeAgent } from './claude-code/claude-code-agent.ts';
import { createCommandAgent } from './command/command-agent.ts';

type Environment = { readonly [name: string]: string | undefined };

/** Drivers by the name that stands before the colon of `--agent`. */
const drivers: { readonly [name: string]: (argument: string | null, env: Environment) => Agent } = {
  anthropic: (argument, env) => {
    if (argument !== null) throw new ConfigurationError('The agent `anthropic` takes nothing after its name.');
    return createAnthropicAgent(env);
  },
  'claude-code': (argument, env) => {
    if (argument !== null) throw new ConfigurationError('The agent `claude-code` takes nothing after its name.');
    return createClaudeCodeAgent(env);
  },
  command: (argument) => {
    if (argument === null || argument.trim() === '') {
      throw new ConfigurationError(
        "The agent `command` needs the command to run: --agent command:'CMD', which gets the message on stdin.",
      );
    }
    return createCommandAgent(argument);
  },
};

/**
 * The agent that `--agent` names: `anthropic`, `claude-code`, or `command:CMD` for any program.
 * @throws ConfigurationError for a name that is not known, with those that are
 */
export const createAgent = (name: string, env: Environment): Agent => {
  const colon = name.indexOf(':');
  const [driver, argument] = colon === -1 ? [name, null] : [name.slice(0, colon), name.slice(colon + 1)];
  const create = Object.hasOwn(drivers, driver) ? drivers[driver] : undefined;
  if (create === undefined) {
    throw new ConfigurationError(
      `There is no agent ${JSON.stringify(name)}. Known are \`anthropic\` (the Messages API), \`claude-code\` (the program) and \`command:CMD\` (any program).`,
    );
  }
  return create(argument, env);
};
