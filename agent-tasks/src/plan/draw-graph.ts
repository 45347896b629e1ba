import { describeConflict } from './check-repository.ts';
import type { Task } from './plan.ts';
import { explainOrder, predictConflicts } from './predict-conflicts.ts';
import type { RepositoryMap } from './repository-map.ts';

/**
 * Draws which tasks start together and which wait, with the reason for each edge: what the repository says, else that the
 * plan says so; then the tasks side by side that may break each other. Plain text. Pure.
 */
export const drawGraph = (tasks: readonly Task[], map: RepositoryMap): string => {
  const waves = wavesOf(tasks);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const width = Math.max(...tasks.map(({ id }) => id.length));
  const drawn = waves.map((wave, index) =>
    [
      index === 0 ? 'at once' : `then (${index + 1})`,
      ...wave.flatMap((task) => [
        `  ${task.id.padEnd(width)}  ${task.title}`,
        ...task.dependsOn.map(
          (id) => `  ${' '.repeat(width)}  └ after ${id}: ${reasonOf({ task, before: byId.get(id), map })}`,
        ),
      ]),
    ].join('\n'),
  );
  const meetings = predictConflicts(tasks, map).map((conflict) => `  ${describeConflict(conflict)}`);
  return [
    ...drawn,
    ...(meetings.length === 0 ? [] : [['side by side, and may break each other', ...meetings].join('\n')]),
  ].join('\n\n');
};

type Edge = { readonly task: Task; readonly before: Task | undefined; readonly map: RepositoryMap };

const reasonOf = ({ task, before, map }: Edge): string => {
  const conflict = before === undefined ? null : explainOrder(before, task, map);
  return conflict === null ? 'the plan says so; nothing in the repository does' : describeConflict(conflict);
};

/** Tasks by the longest way to them: what stands in one wave can run at the same time. */
const wavesOf = (tasks: readonly Task[]): readonly (readonly Task[])[] => {
  const depths = new Map<string, number>();
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const before = byId.get(id)?.dependsOn ?? [];
    const depth = before.length === 0 ? 0 : 1 + Math.max(...before.map(depthOf));
    depths.set(id, depth);
    return depth;
  };
  const waves: Task[][] = [];
  for (const task of tasks) (waves[depthOf(task.id)] ??= []).push(task);
  return waves;
};
