import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { workInProcesses } from './work-in-processes.ts';

type Task = { readonly value: number; readonly how: 'answer' | 'end' | 'hang' };
type Answer = { readonly doubled: number; readonly asked: number; readonly pid: number };

const script = fileURLToPath(new URL('./fixtures/doubler.ts', import.meta.url));
const task = (value: number, how: Task['how'] = 'answer'): Task => ({ value, how });

const work = async (
  groups: readonly (readonly Task[])[],
  more: { readonly limitMs?: number; readonly mostBytes?: number } = {},
) => {
  const answers = new Map<number, Answer>();
  const lost = new Map<number, string>();
  await workInProcesses<Task, Answer>({
    script,
    groups,
    jobs: 2,
    limitMs: 60_000,
    ...more,
    onAnswer: ({ value }, answer) => answers.set(value, answer),
    onLost: ({ value }, reason) => lost.set(value, reason),
  });
  return { answers, lost };
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    // No such process: what is asked.
    return false;
  }
};

describe('workInProcesses', () => {
  it('answers every task, a group in one process, and leaves none behind', async () => {
    const { answers } = await work([[task(1), task(2), task(3)], [task(4)], [task(5)]]);
    expect([1, 2, 3, 4, 5].map((value) => answers.get(value)?.doubled)).toEqual([2, 4, 6, 8, 10]);
    expect([1, 2, 3].map((value) => answers.get(value)?.asked)).toEqual([1, 2, 3]);
    expect(answers.get(4)?.pid).not.toBe(answers.get(1)?.pid);
    expect([...answers.values()].filter(({ pid }) => isAlive(pid))).toEqual([]);
  });

  it('says which task ended its process, and goes on with a new one', async () => {
    const { answers, lost } = await work([[task(1), task(2, 'end'), task(3)]]);
    expect(lost.get(2)).toBe('Its process ended early (3).');
    expect(answers.get(3)?.asked).toBe(1);
  });

  it('kills what does not even yield once its time is up', async () => {
    const { answers, lost } = await work([[task(1, 'hang'), task(2)]], { limitMs: 3000 });
    expect(lost.get(1)).toMatch(/longer than 3 s/);
    expect(answers.get(2)?.doubled).toBe(4);
  });

  it('replaces a process that holds too much', async () => {
    const { answers } = await work([[task(1), task(2)]], { mostBytes: 1 });
    expect(answers.get(1)?.pid).not.toBe(answers.get(2)?.pid);
  });
});
