import { isEnded, type RunState, type TaskState } from './run-state.ts';

/** What the coordinator does next for tasks that wait. */
export type Schedule = {
  /** Ids of tasks to start now. */
  readonly start: readonly string[];
  /** Tasks that can never start, because one that they wait for ended without landing. */
  readonly skip: readonly { readonly task: string; readonly reason: string }[];
};

/** A task starts when all that it waits for has landed and one of `parallel` places is free. Pure. */
export const decideSchedule = (state: RunState, parallel: number): Schedule => {
  const byId = new Map(state.tasks.map((task) => [task.brief.task.id, task]));
  const waiting = state.tasks.filter(({ status }) => status === 'waiting');
  const busy = state.tasks.filter(({ status }) => status === 'working' || status === 'reviewing').length;
  const skip = waiting.flatMap((task) => {
    const lost = dependenciesOf(task, byId).find(({ status }) => isEnded(status) && status !== 'landed');
    return lost === undefined
      ? []
      : [{ task: task.brief.task.id, reason: `it waits for ${lost.brief.task.id}, which did not land` }];
  });
  const start = waiting
    .filter((task) => dependenciesOf(task, byId).every(({ status }) => status === 'landed'))
    .map(({ brief }) => brief.task.id)
    .slice(0, Math.max(0, parallel - busy));
  return { start, skip };
};

const dependenciesOf = (task: TaskState, byId: ReadonlyMap<string, TaskState>): readonly TaskState[] =>
  task.brief.task.dependsOn.flatMap((id) => byId.get(id) ?? []);
