import type { SandboxResult } from '@interlock-dev/guardrails/sandbox';
import type { AgentExit } from './agent.ts';
import { stripControl } from './strip-control.ts';

/**
 * How a turn ended whose command was stopped from outside, or null when it ended by itself. The time of a job may run
 * out by the command's own limit or by the signal of the job. Pure.
 */
export const exitOfStopped = (result: SandboxResult, signal: AbortSignal): AgentExit | null => {
  const isOutOfTime = signal.aborted && signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  if (result.stopped === 'timeout' || (result.stopped === 'cancelled' && isOutOfTime)) {
    return {
      exit: 'out-of-time',
      reason: 'The time of the task ran out; raise budget.minutes or make the task smaller.',
    };
  }
  if (result.stopped === 'cancelled') return { exit: 'cancelled', reason: 'The run was stopped.' };
  if (result.stopped === null) return null;
  const limit = result.stopped === 'memory' ? 'memory' : 'processes';
  return { exit: 'failed', reason: `The agent was stopped: it used more ${limit} than a job may.` };
};

/** Says how a command failed, with the end of what it printed. Pure. */
export const describeFailure = (what: string, result: SandboxResult): string => {
  const ending = result.exitCode === null ? 'was ended by a signal' : `ended with exit code ${result.exitCode}`;
  const output = result.stderr.trim() === '' ? result.stdout : result.stderr;
  const tail = stripControl(output).trim().slice(-maxTailLength);
  return tail === '' ? `${what} ${ending} and printed nothing.` : `${what} ${ending}:\n${tail}`;
};

const maxTailLength = 2000;
