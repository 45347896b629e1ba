import type { Colours } from './colours.ts';
import { createLogUpdate } from 'log-update';

import type { JournalEntry } from '../run/event.ts';
import { applyEntry, isEnded, type RunState, type TaskState } from '../run/run-state.ts';
import { describeEvent } from './describe-event.ts';
import { formatDuration, showOnOneLine } from '@interlock-dev/guardrails/report';

/** A consumer of journal entries that shows them as they come. */
export type LiveView = { readonly show: (entry: JournalEntry) => void; readonly stop: () => void };

/** What a view writes to. */
export type LiveViewOptions = {
  readonly stream: NodeJS.WriteStream;
  readonly colours: Colours;
  readonly now: () => number;
};

const redrawMs = 200;
const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/** On a terminal a line a task, redrawn, below the log of what happened; elsewhere the log alone. */
export const createLiveView = ({ stream, colours, now }: LiveViewOptions): LiveView => {
  const isTerminal = stream.isTTY;
  const update = createLogUpdate(stream, { showCursor: true });
  let state: RunState | null = null;
  const checks = new Map<string, readonly string[]>();
  const draw = (): void => {
    if (isTerminal && state !== null) update(drawTasks(state, { checks, colours, now: now(), width: stream.columns }));
  };
  const timer = isTerminal ? setInterval(draw, redrawMs) : null;
  timer?.unref();
  return {
    show: (entry) => {
      state = applyEntry(state, entry);
      noteChecks(checks, entry);
      const line = describeEvent(entry.event);
      if (line !== null) {
        const who =
          'task' in entry.event ? colours.bold(entry.event.task.padEnd(24)) : colours.bold('interlock'.padEnd(24));
        const elapsed = formatDuration(entry.at - (state?.startedAt ?? entry.at)).padStart(10);
        if (isTerminal) update.clear();
        stream.write(`${colours.dim(elapsed)}  ${who} ${showOnOneLine(line)}\n`);
      }
      draw();
    },
    stop: () => {
      if (timer !== null) clearInterval(timer);
      if (isTerminal) update.clear();
    },
  };
};

/** The guardrails that have answered in a task's current review. */
const noteChecks = (checks: Map<string, readonly string[]>, { event }: JournalEntry): void => {
  if (event.type === 'review-started' || event.type === 'integrated') checks.set(event.task, []);
  if (event.type !== 'guardrail-ended') return;
  const mark = event.verdict === 'pass' ? '✔' : event.verdict === 'fail' ? '✘' : '?';
  checks.set(event.task, [...(checks.get(event.task) ?? []), `${mark}${event.id}`]);
};

type Drawing = {
  readonly checks: ReadonlyMap<string, readonly string[]>;
  readonly colours: Colours;
  readonly now: number;
  readonly width: number;
};

const drawTasks = (state: RunState, { checks, colours, now, width }: Drawing): string => {
  const frame = frames[Math.floor(now / redrawMs) % frames.length] ?? '';
  return state.tasks
    .filter(({ status }) => !isEnded(status))
    .map((task) => {
      const doing = `${frame} ${task.brief.task.id.padEnd(24)} ${statusText(task, checks.get(task.brief.task.id) ?? [])}`;
      const since = task.startedAt === null ? '' : `  ${formatDuration(now - task.startedAt)}`;
      return colours.cyan(`${doing.slice(0, Math.max(20, width - since.length - 1))}${since}`);
    })
    .join('\n');
};

const statusText = (task: TaskState, done: readonly string[]): string => {
  const round = task.jobs.at(-1)?.rounds.length ?? 0;
  if (task.status === 'waiting')
    return task.brief.task.dependsOn.length === 0 ? 'waits' : `waits for ${task.brief.task.dependsOn.join(', ')}`;
  if (task.status === 'working') return `agent at work${round > 1 ? `, round ${round}` : ''}`;
  if (task.status === 'reviewing') return `in review  ${done.join(' ')}`;
  return `in the merge queue  ${done.join(' ')}`;
};
