import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parsePlan } from '../../agent-tasks/src/plan/parse-plan.ts';
import { applyEdits } from './apply-edits.ts';
import { playTask } from './scripted-task.ts';
import { scriptedTasks } from './tasks/index.ts';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

it('has a sound plan with a scripted agent for each task', () => {
  const { plan, problems } = parsePlan(read('scripts/demo/plan.yaml'));
  expect(problems).toEqual([]);
  expect(plan?.tasks.map(({ id }) => id)).toEqual(scriptedTasks.map(({ id }) => id));
});

it.each(scriptedTasks.map((task) => [task.id, task] as const))(
  '%s: every edit fits the repository as it stands',
  (_id, task) => {
    const edits = [task.first, ...task.repairs].flatMap((round) => round.edits);
    const files = applyEdits(read, edits);
    expect(files.size).toBeGreaterThan(0);
  },
);

const turn = (task: (typeof scriptedTasks)[number], round: number, lastText: string) =>
  playTask(task)(
    { model: 'm', messages: [] },
    { step: 0, stepInRound: 0, round, lastText, toolResults: [], attempt: 0 },
  );

it('repairs only what a message names, and nothing when findings are withheld', () => {
  for (const task of scriptedTasks) {
    expect(turn(task, 1, 'Your change is not accepted yet.')).toMatchObject({
      blocks: [{ type: 'text', text: task.giveUp }],
    });
    for (const { answers, thought } of task.repairs) {
      expect(turn(task, 1, `- a.ts:1: [${answers ?? ''}] message`)).toMatchObject({
        blocks: [{ text: thought }, { name: 'read_file' }],
      });
    }
  }
});
