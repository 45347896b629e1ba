import { expect, it } from 'vitest';
import type { RunEvent } from './event.ts';
import { buildReview } from '../review/review.builder.ts';
import { buildEntries, buildStart } from './run.builder.ts';
import { foldRun } from './run-state.ts';

const place = { task: 'a', job: 1, round: 0 };
const worked: readonly RunEvent[] = [
  { type: 'job-started', task: 'a', job: 1, base: 'base' },
  { type: 'turn-started', ...place, message: 'Do a' },
  { type: 'turn-ended', ...place, exit: { exit: 'done', summary: 'Did a' } },
  { type: 'harvested', ...place, commit: 'c1', ref: 'refs/interlock/r1/a/1', findings: [] },
  { type: 'review-started', ...place },
];
const fold = (...events: RunEvent[]) => foldRun(buildEntries([buildStart([{ id: 'a' }, { id: 'b' }]), ...events]));

it('is nothing before the run has started', () => {
  expect(foldRun([])).toBeNull();
  expect(foldRun(buildEntries([{ type: 'run-resumed' }]))).toBeNull();
});

it('keeps every round with its message, claim, commit and review', () => {
  const state = fold(...worked, { type: 'reviewed', ...place, commit: 'c1', review: buildReview('fail') });
  expect(state?.tasks[0]?.status).toBe('reviewing');
  expect(state?.tasks[0]?.jobs).toEqual([
    {
      job: 1,
      base: 'base',
      rounds: [
        { round: 0, message: 'Do a', claim: 'Did a', commit: 'c1', harvestFindings: [], review: buildReview('fail') },
      ],
    },
  ]);
});

it('queues tasks in the order in which they were accepted', () => {
  const state = fold(
    { type: 'accepted', task: 'b', job: 1, commit: 'c2' },
    ...worked,
    { type: 'accepted', task: 'a', job: 1, commit: 'c1' },
    { type: 'landed', task: 'b', onto: 'base', commit: 'l2' },
  );
  expect(state?.queue).toEqual(['b', 'a']);
  expect(state?.tasks.map(({ status }) => status)).toEqual(['accepted', 'landed']);
});

it('lets a task that was sent back or cut off wait for its next job', () => {
  expect(fold(...worked, { type: 'abandoned', task: 'a', job: 1, ref: null })?.tasks[0]?.status).toBe('waiting');
  const returned = fold(...worked, { type: 'returned', task: 'a', onto: 'x', reason: 'conflict', message: 'again' });
  expect(returned?.tasks[0]).toMatchObject({ status: 'waiting', returns: [{ reason: 'conflict', message: 'again' }] });
});

it('remembers a landing that was begun, and since when', () => {
  expect(fold({ type: 'landing', task: 'a', onto: 'base', commit: 'l1' })?.tasks[0]?.landing).toEqual({
    onto: 'base',
    commit: 'l1',
    sinceMs: 2000,
  });
});

it('adds up what a task used', () => {
  const usage = {
    model: 'm',
    inputTokens: 1,
    outputTokens: 2,
    cacheReadTokens: 3,
    cacheWriteTokens: 4,
    usd: 0.5,
    metered: true,
  };
  const event: RunEvent = { type: 'agent', task: 'a', job: 1, event: { type: 'usage', usage } };
  expect(fold(event, event)?.tasks[0]?.usage).toEqual({ calls: 2, tokens: 20, usd: 1 });
});
