import type { Task } from '../plan/plan.ts';

/** Says what a task may write and change; without a task, what only a person changes. Pure. */
export const describeScope = (task: Task | null, protectedGlobs: readonly string[]): string => {
  if (task === null)
    return [
      'There is no task: every file may be written.',
      protectedGlobs.length === 0 ? '' : `An edit of these is shown to whoever reviews: ${protectedGlobs.join(', ')}.`,
    ]
      .filter(Boolean)
      .join('\n');
  const { write, forbid } = task.scope;
  return [
    `Task ${task.id}: ${task.title}`,
    `May write: ${write.join(', ')}.`,
    ...(forbid.length === 0 ? [] : [`Must not write: ${forbid.join(', ')}.`]),
    `Contracts: ${task.api}. Tests: ${task.tests}. Behaviour: ${task.behaviour}.`,
    ...(task.budget.diffLines === null ? [] : [`At most ${task.budget.diffLines} changed lines.`]),
    ...(task.acceptance.length === 0 ? [] : [`Must succeed at the end: ${task.acceptance.join('; ')}.`]),
  ].join('\n');
};
