import { expect, it } from 'vitest';
import { freezeBrief, termsOf } from './freeze-brief.ts';
import { inlinePlan } from './inline-plan.ts';

const taskOf = (prompt: string) => {
  const task = inlinePlan([prompt], ['.ci/**']).tasks[0];
  if (task === undefined) throw new Error('an inline plan has a task a prompt');
  return task;
};

it('hashes what was agreed, whatever the order of its keys', () => {
  const task = taskOf('Fix the bug');
  const reordered = Object.fromEntries(Object.entries(task).reverse()) as typeof task;
  expect(freezeBrief(reordered).hash).toBe(freezeBrief(task).hash);
  expect(freezeBrief({ ...task, prompt: 'Fix another' }).hash).not.toBe(freezeBrief(task).hash);
});

it('gives guardrails the terms and nothing else', () => {
  expect(termsOf(freezeBrief(taskOf('Fix the bug')))).toEqual({
    task: 'fix-the-bug',
    scope: { write: ['**'], forbid: ['.ci/**'] },
    api: 'unchanged',
    tests: 'add',
    behaviour: 'unchanged',
    diffLines: null,
  });
});

it('puts inline tasks one after the other under distinct ids', () => {
  const plan = inlinePlan(['Fix it', 'Fix it', '!!!'], []);
  expect(plan.tasks.map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
    ['fix-it', []],
    ['fix-it-2', ['fix-it']],
    ['task', ['fix-it-2']],
  ]);
});
