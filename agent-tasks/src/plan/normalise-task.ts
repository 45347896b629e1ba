import type { TaskDocument } from './plan-document.ts';
import type { Task } from './plan.ts';

/** What a task gets that says nothing: everything but protected paths, no contract change, tests may be added. */
const defaults = { minutes: 20, rounds: 3, writes: '**' } as const;

/**
 * Gives every field of a task its value. Pure.
 * @param protectedGlobs files that only a person changes: forbidden unless the task's own scope names its writes
 */
export const normaliseTask = (document: TaskDocument, protectedGlobs: readonly string[]): Task => ({
  id: document.id,
  title: document.title ?? firstLine(document.prompt),
  prompt: document.prompt.trim(),
  scope: {
    write: document.scope?.write ?? [defaults.writes],
    forbid: [...(document.scope?.forbid ?? []), ...(document.scope?.write === undefined ? protectedGlobs : [])],
  },
  api: document.api ?? 'unchanged',
  tests: document.tests ?? 'add',
  behaviour: document.behaviour ?? 'unchanged',
  dependsOn: document.dependsOn ?? [],
  acceptance: document.acceptance ?? [],
  budget: {
    usd: document.budget?.usd ?? null,
    minutes: document.budget?.minutes ?? defaults.minutes,
    rounds: document.budget?.rounds ?? defaults.rounds,
    diffLines: document.budget?.diffLines ?? null,
  },
});

const firstLine = (prompt: string): string => {
  const line = prompt.trim().split('\n')[0] ?? '';
  return line.length > 72 ? `${line.slice(0, 71)}…` : line;
};
