import { expect, it } from 'vitest';
import type { RunEvent } from './event.ts';
import { decideNextLanding } from './next-landing.ts';
import { buildEntries, buildStart } from './run.builder.ts';
import { foldRun } from './run-state.ts';

const accepted = (task: string): RunEvent => ({ type: 'accepted', task, job: 1, commit: task });
const blocked = (task: string): RunEvent => ({ type: 'blocked', task, job: 1, reason: 'a fault' });

const nextOf = (kind: 'run' | 'land', ...events: readonly RunEvent[]): string | null => {
  const start = buildStart([{ id: 'a' }, { id: 'b' }]);
  const state = foldRun(buildEntries([{ ...start, kind }, ...events]));
  if (state === null) throw new Error('a run that has started has a state');
  return decideNextLanding(state);
};

it("takes agents' changes in the order in which they were accepted", () => {
  expect(nextOf('run')).toBe(null);
  expect(nextOf('run', accepted('b'))).toBe('b');
  expect(nextOf('run', accepted('b'), accepted('a'))).toBe('b');
});

it('takes branches in the order in which a person named them', () => {
  expect(nextOf('land', accepted('b'))).toBe(null);
  expect(nextOf('land', accepted('b'), accepted('a'))).toBe('a');
});

it('does not let a blocked branch hold back those after it', () => {
  expect(nextOf('land', accepted('b'), blocked('a'))).toBe('b');
});

it('takes nothing twice', () => {
  expect(nextOf('run', accepted('a'), { type: 'landed', task: 'a', onto: 'base', commit: 'a' })).toBe(null);
});
