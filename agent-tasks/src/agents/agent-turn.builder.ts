import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runInSandbox } from '@interlock-dev/guardrails/sandbox';
import { freezeBrief } from '../plan/freeze-brief.ts';
import { normaliseTask } from '../plan/normalise-task.ts';
import type { AgentEvent, AgentTurn } from './agent.ts';

/** A turn for tests, and the events that it brought. */
export type BuiltTurn = { readonly turn: AgentTurn; readonly events: readonly AgentEvent[] };

export type TurnParts = {
  /** Holds `workspace` and `session`; made when missing. */
  readonly folder: string;
  readonly message?: string;
  readonly round?: number;
  readonly gatewaySocket?: string | null;
  /** Default: no walls, for what tests the driver and not the walls. */
  readonly sandbox?: 'bubblewrap' | 'ephemeral-runner';
  readonly signal?: AbortSignal;
  readonly minutes?: number;
};

/** Builds a turn of the task `tidy` in a folder. */
export const buildTurn = async (parts: TurnParts): Promise<BuiltTurn> => {
  const dir = join(parts.folder, 'workspace');
  const sessionDir = join(parts.folder, 'session');
  const home = join(sessionDir, 'home');
  await mkdir(dir, { recursive: true });
  await mkdir(home, { recursive: true });
  const events: AgentEvent[] = [];
  const gatewaySocket = parts.gatewaySocket ?? null;
  const signal = parts.signal ?? new AbortController().signal;
  const turn: AgentTurn = {
    brief: freezeBrief(normaliseTask({ id: 'tidy', prompt: 'Tidy up.', budget: { minutes: parts.minutes ?? 1 } }, [])),
    round: parts.round ?? 0,
    message: parts.message ?? 'Tidy up.',
    dir,
    sessionDir,
    gatewaySocket,
    enter: ({ readOnly, ...command }) =>
      runInSandbox(
        {
          ...command,
          cwd: command.cwd ?? dir,
          home,
          signal,
          readOnly: readOnly ?? [],
          writable: [dir, sessionDir],
          sockets: gatewaySocket === null ? [] : [{ host: gatewaySocket, inside: gatewaySocket }],
        },
        parts.sandbox ?? 'ephemeral-runner',
      ),
    onEvent: (event) => events.push(event),
    signal,
  };
  return { turn, events };
};
