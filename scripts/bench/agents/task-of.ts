import { normaliseTask } from '../../../agent-tasks/src/plan/normalise-task.ts';
import type { Task } from '../../../agent-tasks/src/plan/plan.ts';

/** A task that may write these files alone. Names with characters that mean something in a glob are meant as they stand. */
export const taskOf = (id: string, prompt: string, files: readonly string[]): Task =>
  normaliseTask({ id, prompt, scope: { write: [...files] } }, []);
