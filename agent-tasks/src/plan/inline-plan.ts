import { checkTasks } from './check-tasks.ts';
import { normaliseTask } from './normalise-task.ts';
import type { Plan } from './plan.ts';

/**
 * A plan from prompts given on the command line: one task each with defaults, one after the other when there are
 * several, because tasks without a scope may write the same files. Pure.
 */
export const inlinePlan = (prompts: readonly string[], protectedGlobs: readonly string[]): Plan => {
  const ids = uniqueIds(prompts.map(slug));
  const tasks = prompts.map((prompt, index) =>
    normaliseTask(
      { id: ids[index] ?? `task-${index + 1}`, prompt, dependsOn: index === 0 ? [] : [ids[index - 1] ?? ''] },
      protectedGlobs,
    ),
  );
  const problems = checkTasks(tasks);
  if (problems[0] !== undefined) throw new Error('An inline plan is sound by construction', { cause: problems[0] });
  return { version: 1, goal: prompts.join('\n'), base: null, tasks };
};

const slug = (prompt: string): string =>
  prompt
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .split('-')
    .slice(0, 5)
    .join('-')
    .slice(0, 40) || 'task';

const uniqueIds = (ids: readonly string[]): readonly string[] =>
  ids.map((id, index) => {
    const earlier = ids.slice(0, index).filter((other) => other === id).length;
    return earlier === 0 ? id : `${id}-${earlier + 1}`;
  });
