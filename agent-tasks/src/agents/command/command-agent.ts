import type { Agent, AgentTurn } from '../agent.ts';
import { describeFailure, exitOfStopped } from '../exit-of-result.ts';
import { createLineReader } from '../read-lines.ts';
import { stripControl } from '../strip-control.ts';

/** Lines of the output that become the summary. */
const summaryLines = 5;

/**
 * Drives any program: `/bin/sh -c COMMAND` in the job's walls, the message on stdin, the workspace as current folder,
 * `INTERLOCK_TASK` and `INTERLOCK_ROUND` (0 for the first message) in the environment, and `INTERLOCK_GATEWAY_SOCKET`
 * when the run has a model. Each line that it prints is an event; exit code 0 says that it is done.
 */
export const createCommandAgent = (command: string): Agent => ({
  name: 'command',
  unavailable: () => Promise.resolve(null),
  run: async (turn) => {
    const { result, lastLines } = await runCommand(command, turn);
    const stopped = exitOfStopped(result, turn.signal);
    if (stopped !== null) return stopped;
    return result.exitCode === 0
      ? { exit: 'done', summary: lastLines.join('\n') }
      : { exit: 'failed', reason: describeFailure('The command', result) };
  },
});

const runCommand = async (command: string, turn: AgentTurn) => {
  let lastLines: readonly string[] = [];
  const lines = createLineReader((line) => {
    const text = stripControl(line).trimEnd();
    if (text === '') return;
    lastLines = [...lastLines, text].slice(-summaryLines);
    turn.onEvent({ type: 'text', text });
  });
  const result = await turn.enter({
    argv: ['/bin/sh', '-c', command],
    env: {
      INTERLOCK_TASK: turn.brief.task.id,
      INTERLOCK_ROUND: String(turn.round),
      ...(turn.gatewaySocket === null ? {} : { INTERLOCK_GATEWAY_SOCKET: turn.gatewaySocket }),
    },
    stdin: turn.message,
    timeoutMs: turn.brief.task.budget.minutes * 60_000,
    onStdout: lines.push,
  });
  lines.end();
  return { result, lastLines };
};
