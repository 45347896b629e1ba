import { findCycle, findAncestors } from './dependency-graph.ts';
import type { PlanProblem, Task } from './plan.ts';
import { canOverlap } from './scope-overlap.ts';

/** A place in a plan's document: `['tasks', 2, 'dependsOn', 0]`. */
export type PlanPath = readonly (string | number)[];

/** A problem that knows its place by path; the parser turns it into line and column. */
export type TaskProblem = Omit<PlanProblem, 'line' | 'column'> & { readonly path: PlanPath };

/** Problems of a well-formed list of tasks: ids, dependencies, cycles, overlapping scopes without an order. Pure. */
export const checkTasks = (tasks: readonly Task[]): readonly TaskProblem[] => {
  const duplicates = findDuplicates(tasks);
  const cycles = duplicates.length > 0 ? [] : findCycles(tasks);
  const structural = [...duplicates, ...findUnknownDependencies(tasks), ...cycles];
  return structural.length > 0 ? structural : [...findBadGlobs(tasks), ...findOverlaps(tasks)];
};

const findDuplicates = (tasks: readonly Task[]): TaskProblem[] =>
  tasks.flatMap((task, index) =>
    tasks.findIndex(({ id }) => id === task.id) < index
      ? [problem('plan/duplicate-id', `Two tasks are called \`${task.id}\`: rename one`, ['tasks', index, 'id'])]
      : [],
  );

const findUnknownDependencies = (tasks: readonly Task[]): TaskProblem[] => {
  const ids = new Set(tasks.map(({ id }) => id));
  return tasks.flatMap((task, index) =>
    task.dependsOn.flatMap((dependency, place) =>
      ids.has(dependency)
        ? []
        : [
            problem(
              'plan/unknown-dependency',
              `\`${task.id}\` depends on \`${dependency}\`, which is no task of this plan (there are ${[...ids].join(', ')})`,
              ['tasks', index, 'dependsOn', place],
            ),
          ],
    ),
  );
};

const findCycles = (tasks: readonly Task[]): TaskProblem[] => {
  const cycle = findCycle(tasks);
  if (cycle === null) return [];
  const index = tasks.findIndex(({ id }) => id === cycle[0]);
  return [
    problem('plan/cycle', `No task can start first: ${[...cycle, cycle[0]].join(' → ')}; remove one of these edges`, [
      'tasks',
      index,
      'dependsOn',
    ]),
  ];
};

const findBadGlobs = (tasks: readonly Task[]): TaskProblem[] =>
  tasks.flatMap((task, index) =>
    (['write', 'forbid'] as const).flatMap((kind) =>
      task.scope[kind].flatMap((glob, place) =>
        /^!|^\/|(^|\/)\.\.(\/|$)|\\/.test(glob)
          ? [
              problem(
                'plan/scope-glob',
                `\`${glob}\`: a scope is globs relative to the repository, with \`/\`, without \`..\` or \`!\` (use \`forbid\`)`,
                ['tasks', index, 'scope', kind, place],
              ),
            ]
          : [],
      ),
    ),
  );

/** Two tasks without an order must not write the same file: they would meet in the merge queue, at best. */
const findOverlaps = (tasks: readonly Task[]): TaskProblem[] => {
  const ancestors = findAncestors(tasks);
  const isOrdered = (a: Task, b: Task) =>
    ancestors.get(a.id)?.has(b.id) === true || ancestors.get(b.id)?.has(a.id) === true;
  return tasks.flatMap((task, index) =>
    tasks.slice(0, index).flatMap((earlier) => {
      if (isOrdered(task, earlier)) return [];
      const overlap = canOverlap(earlier.scope, task.scope);
      return overlap === null
        ? []
        : [
            problem(
              'plan/overlap',
              `\`${earlier.id}\` and \`${task.id}\` may both write \`${overlap}\` and neither waits for the other: narrow a scope, or add \`dependsOn: [${earlier.id}]\``,
              ['tasks', index, 'scope', 'write'],
            ),
          ];
    }),
  );
};

const problem = (code: string, message: string, path: PlanPath): TaskProblem => ({
  level: 'error',
  code,
  message,
  path,
});
