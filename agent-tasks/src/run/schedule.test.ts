import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RunEvent } from './event.ts';
import { buildEntries, buildStart } from './run.builder.ts';
import { foldRun, isEnded, type RunState } from './run-state.ts';
import { decideSchedule } from './schedule.ts';

const stateOf = (tasks: { id: string; dependsOn?: string[] }[], ...events: RunEvent[]): RunState => {
  const state = foldRun(buildEntries([buildStart(tasks), ...events]));
  if (state === null) throw new Error('a run that has started has a state');
  return state;
};
const chain = [{ id: 'a' }, { id: 'b', dependsOn: ['a'] }, { id: 'c', dependsOn: ['b'] }];

it('starts a task once all that it waits for has landed', () => {
  expect(decideSchedule(stateOf(chain), 3)).toEqual({ start: ['a'], skip: [] });
  const landed = stateOf(chain, { type: 'landed', task: 'a', onto: 'x', commit: 'y' });
  expect(decideSchedule(landed, 3)).toEqual({ start: ['b'], skip: [] });
});

it('skips what waits for a task that did not land, and says for which', () => {
  const blocked = stateOf(chain, { type: 'blocked', task: 'a', job: 1, reason: 'r' });
  expect(decideSchedule(blocked, 3).skip).toEqual([{ task: 'b', reason: 'it waits for a, which did not land' }]);
});

it('keeps no more than the given number at work', () => {
  const free = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  expect(decideSchedule(stateOf(free), 2).start).toEqual(['a', 'b']);
  expect(decideSchedule(stateOf(free, { type: 'job-started', task: 'a', job: 1, base: 'x' }), 2).start).toEqual(['b']);
});

it('brings every acyclic plan to its end, whatever lands and whatever is blocked', () => {
  const plan = fc.array(fc.tuple(fc.array(fc.nat(9), { maxLength: 2 }), fc.boolean()), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(plan, fc.integer({ min: 1, max: 3 }), (rows, parallel) => {
      const tasks = rows.map(([places], index) => ({
        id: `t${index}`,
        dependsOn: index === 0 ? [] : places.map((at) => `t${at % index}`),
      }));
      const events: RunEvent[] = [];
      for (let step = 0; step <= tasks.length; step += 1) {
        const { start, skip } = decideSchedule(stateOf(tasks, ...events), parallel);
        expect(start.length).toBeLessThanOrEqual(parallel);
        events.push(...skip.map(({ task, reason }): RunEvent => ({ type: 'skipped', task, reason })));
        events.push(
          ...start.map((task): RunEvent =>
            rows[Number(task.slice(1))]?.[1] === true
              ? { type: 'landed', task, onto: 'x', commit: 'y' }
              : { type: 'blocked', task, job: 1, reason: 'r' },
          ),
        );
      }
      expect(stateOf(tasks, ...events).tasks.every(({ status }) => isEnded(status))).toBe(true);
    }),
  );
});
