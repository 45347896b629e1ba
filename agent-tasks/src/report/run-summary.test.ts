import picocolors from 'picocolors';
import { expect, it } from 'vitest';
import type { RunEvent } from '../run/event.ts';
import { buildReview } from '../review/review.builder.ts';
import { buildEntries, buildStart } from '../run/run.builder.ts';
import { foldRun } from '../run/run-state.ts';
import { describeEvent } from './describe-event.ts';
import { summariseRun } from './run-summary.ts';

const options = { colours: picocolors.createColors(false), width: 100, now: 61_000 };
const summaryOf = (start: Partial<Extract<RunEvent, { type: 'run-started' }>>, ...events: RunEvent[]): string => {
  const tasks = [{ id: 'good' }, { id: 'bad' }, { id: 'later', dependsOn: ['bad'] }];
  const state = foldRun(buildEntries([{ ...buildStart(tasks), ...start }, ...events]));
  return state === null ? '' : summariseRun(state, options);
};
const finding = {
  code: 'scope/outside',
  level: 'error' as const,
  message: 'm',
  data: {},
  fingerprint: 'f',
  file: 'a.ts',
};
const failed = buildReview('fail', {
  guardrails: [{ id: 'scope', verdict: 'fail', durationMs: 1, cached: false, findings: [finding] }],
});
const turn = (task: string, round: number): RunEvent[] => [
  { type: 'turn-started', task, job: 1, round, message: '' },
  { type: 'harvested', task, job: 1, round, commit: 'c', ref: `refs/interlock/r1/${task}/1`, findings: [] },
];

it('says on one screen what landed after which repair, what is blocked and why, and where the work is kept', () => {
  const summary = summaryOf(
    {},
    { type: 'job-started', task: 'good', job: 1, base: 'b' },
    ...turn('good', 0),
    { type: 'reviewed', task: 'good', job: 1, round: 0, commit: 'c', review: failed },
    ...turn('good', 1),
    { type: 'reviewed', task: 'good', job: 1, round: 1, commit: 'c', review: buildReview('pass') },
    { type: 'landed', task: 'good', onto: 'b', commit: '0123456789' },
    { type: 'job-started', task: 'bad', job: 1, base: 'b' },
    ...turn('bad', 0),
    { type: 'blocked', task: 'bad', job: 1, reason: 'contract/path-removed openapi.json:3' },
    { type: 'skipped', task: 'later', reason: 'it waits for bad, which did not land' },
  );
  expect(summary).toBe(
    [
      'A goal',
      'run r1 onto main · command',
      '3 tasks · 1 landed · 1 blocked · 1 skipped · 1 min 0 s',
      '',
      '✔ landed   good                     2 rounds  01234567',
      '           repaired after scope/outside',
      '✘ blocked  bad                      1 round',
      '           contract/path-removed openapi.json:3',
      '           work kept: refs/interlock/r1/bad/1',
      '· skipped  later                    0 rounds',
      '           it waits for bad, which did not land',
      '',
      'Not checked:',
      '  judge: no model compared the changes with their briefs: the judge is not built yet',
    ].join('\n'),
  );
});

it('calls a scripted run scripted', () => {
  expect(summaryOf({ scripted: true })).toContain('(scripted: no real model)');
});

it('describes in a line what a person wants to see, and keeps quiet about the rest', () => {
  expect(describeEvent({ type: 'landed', task: 'a', onto: 'x', commit: '0123456789' })).toBe('landed as 01234567');
  expect(describeEvent({ type: 'reviewed', task: 'a', job: 1, round: 0, commit: 'c', review: failed })).toBe(
    'review: fail, 1 to repair: scope/outside a.ts',
  );
  expect(describeEvent({ type: 'integrated', task: 'a', onto: 'x', commit: 'y' })).toBeNull();
});

it('shows the escape sequences of a file name or a reason, and lets none act on the terminal', () => {
  const reason = 'scope/outside a\u001b[2Jb.ts\u202e and\nanother line';
  const summary = summaryOf({ goal: 'A \u001b]0;title\u0007goal' }, { type: 'blocked', task: 'bad', job: 1, reason });
  expect(summary).toContain('scope/outside a');
  expect(summary).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});
