import type { Report, Verdict } from '@interlock-dev/guardrails';
import { freezeBrief } from '../plan/freeze-brief.ts';
import { normaliseTask } from '../plan/normalise-task.ts';
import type { Review } from '../review/review.ts';
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

/** A review with a verdict and no findings. */
export const buildReview = (verdict: Verdict, report: Partial<Report> = {}): Review => ({
  verdict,
  acceptance: [],
  durationMs: 1,
  report: {
    schema: 'interlock.report/1',
    base: 'b',
    head: 'h',
    mergeBase: 'b',
    verdict,
    guardrails: [],
    notChecked: [],
    ...report,
  },
});

/** Events as the journal would hold them. */
export const buildEntries = (events: readonly RunEvent[]): readonly JournalEntry[] =>
  events.map((event, index) => ({ sequence: index + 1, at: (index + 1) * 1000, event }));
