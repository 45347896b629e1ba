import { freezeBrief } from '../plan/freeze-brief.ts';
import { normaliseTask } from '../plan/normalise-task.ts';
import type { JournalEntry, RunEvent } from './event.ts';

/** Builders for tests of what folds a journal. */
export const buildStart = (
  tasks: readonly { id: string; dependsOn?: string[] }[],
): Extract<RunEvent, { type: 'run-started' }> => ({
  type: 'run-started',
  run: 'r1',
  kind: 'run',
  goal: 'A goal',
  base: 'base',
  into: 'main',
  agent: 'command',
  scripted: false,
  parallel: 2,
  briefs: tasks.map(({ id, dependsOn }) =>
    freezeBrief(normaliseTask({ id, prompt: `Do ${id}`, dependsOn: dependsOn ?? [] }, [])),
  ),
});

/** Events as the journal would hold them. */
export const buildEntries = (events: readonly RunEvent[]): readonly JournalEntry[] =>
  events.map((event, index) => ({ sequence: index + 1, at: (index + 1) * 1000, event }));
