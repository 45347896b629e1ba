import type { Task } from './plan.ts';

type Node = Pick<Task, 'id' | 'dependsOn'>;

/** The ids of one cycle in order of its edges, or null. Unknown dependencies are ignored. Pure. */
export const findCycle = (tasks: readonly Node[]): readonly string[] | null => {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): readonly string[] | null => {
    const start = path.indexOf(id);
    if (start >= 0) return path.slice(start);
    if (done.has(id)) return null;
    for (const dependency of byId.get(id)?.dependsOn ?? []) {
      const cycle = visit(dependency, [...path, id]);
      if (cycle !== null) return cycle;
    }
    done.add(id);
    return null;
  };
  for (const { id } of tasks) {
    const cycle = visit(id, []);
    if (cycle !== null) return cycle;
  }
  return null;
};

/** For each task the ids it waits for, directly or through others. The graph must be free of cycles. Pure. */
export const findAncestors = (tasks: readonly Node[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const found = new Map<string, ReadonlySet<string>>();
  const visit = (id: string): ReadonlySet<string> => {
    const known = found.get(id);
    if (known !== undefined) return known;
    const direct = byId.get(id)?.dependsOn ?? [];
    const all = new Set(direct.flatMap((dependency) => [dependency, ...visit(dependency)]));
    found.set(id, all);
    return all;
  };
  for (const { id } of tasks) visit(id);
  return found;
};
