import { isEnded, type RunState } from './run-state.ts';

/**
 * The accepted change that the merge queue takes next; null when it has to wait. Agents' changes go in the order in which they
 * were accepted. Branches that a person named to `land` go in the order in which they were named: one waits for those
 * before it to land or to be blocked. Pure.
 */
export const decideNextLanding = ({ start, tasks, queue }: RunState): string | null => {
  if (start.kind === 'land') {
    const first = tasks.find(({ status }) => !isEnded(status));
    return first?.status === 'accepted' ? first.brief.task.id : null;
  }
  const accepted = new Set(tasks.filter(({ status }) => status === 'accepted').map(({ brief }) => brief.task.id));
  return queue.find((id) => accepted.has(id)) ?? null;
};
