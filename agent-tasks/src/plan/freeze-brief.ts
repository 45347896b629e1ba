import { createHash } from 'node:crypto';
import type { BriefTerms } from '@interlock-dev/guardrails';
import type { Brief, Task } from './plan.ts';

/** Freezes a task at dispatch: SHA-256 over its canonical JSON (keys sorted). Pure. */
export const freezeBrief = (task: Task): Brief => ({
  task,
  hash: createHash('sha256')
    .update(JSON.stringify(sortKeys(task)))
    .digest('hex'),
});

/** The part of a brief that guardrails judge by. Pure. */
export const termsOf = ({ task }: Brief): BriefTerms => ({
  task: task.id,
  scope: { write: [...task.scope.write], forbid: [...task.scope.forbid] },
  api: task.api,
  tests: task.tests,
  behaviour: task.behaviour,
  diffLines: task.budget.diffLines,
});

const sortKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sortKeys(entry)]),
  );
};
