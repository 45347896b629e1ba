import { predictConflicts, type Conflict } from '../../../agent-tasks/src/plan/predict-conflicts.ts';
import { generateEdit, type Edit } from './generate-edit.ts';
import { generateRepository } from './generate-repository.ts';
import { createCompile, mergeOutcome, withChange, type Outcome } from './merge-outcome.ts';
import { createRandom, pick } from './seeded-random.ts';
import { taskOf } from './task-of.ts';
import { toMap } from './to-map.ts';

/** One pair of simulated tasks: what really happened, and what was predicted. */
export type Pair = {
  readonly kinds: readonly [string, string];
  readonly outcome: Outcome;
  /** Whether the two were made to work near each other, or met by chance. */
  readonly isNear: boolean;
  readonly predicted: Conflict['kind'] | null;
};

/**
 * Draws pairs of tasks of which each is right alone, merges them, and asks the planner's prediction about both. Every second
 * pair works on neighbouring modules, because by chance alone hardly any two tasks meet.
 */
export const measureGenerated = (count: number, seed: number): readonly Pair[] => {
  const random = createRandom(seed);
  const compile = createCompile();
  const pairs: Pair[] = [];
  while (pairs.length < count) {
    const repository = generateRepository(random);
    const map = toMap(repository.files);
    for (let index = 0; index < 10 && pairs.length < count; index += 1) {
      const near = index % 2 === 0 ? null : pick(random, repository.modules);
      const [one, other] = [generateEdit(repository, random, near), generateEdit(repository, random, near)];
      const isRightAlone = (edit: Edit): boolean => compile(withChange(repository.files, edit.changed));
      if (!isRightAlone(one) || !isRightAlone(other)) continue;
      const tasks = [taskOf('one', one.prompt, one.scope), taskOf('other', other.prompt, other.scope)];
      pairs.push({
        kinds: [one.kind, other.kind],
        isNear: near !== null,
        outcome: mergeOutcome({ base: repository.files, one: one.changed, other: other.changed, compile }),
        predicted: predictConflicts(tasks, map)[0]?.kind ?? null,
      });
    }
  }
  return pairs;
};
