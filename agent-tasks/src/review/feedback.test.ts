import type { ReportedFinding } from '@interlock-dev/guardrails';
import { expect, it } from 'vitest';
import { buildReview } from './review.builder.ts';
import { isAccepted, summariseBlock, writeFeedback, writeWithheldFeedback } from './feedback.ts';

const finding = (edit: Partial<ReportedFinding> = {}): ReportedFinding => ({
  code: 'scope/outside',
  level: 'error',
  file: 'README.md',
  line: 3,
  message: 'is outside the scope of the task: take the edit back',
  data: {},
  fingerprint: 'f',
  ...edit,
});
const resultWith = (findings: readonly ReportedFinding[]) => ({
  review: buildReview('fail', {
    guardrails: [{ id: 'scope', verdict: 'fail', durationMs: 1, cached: false, findings }],
  }),
  harvestFindings: [],
});

it('names what blocks with its place and advice, and leaves out what does not block', () => {
  const message = writeFeedback(resultWith([finding(), finding({ level: 'note', message: 'only a note' })]));
  expect(message).toContain('README.md:3: [scope/outside] is outside the scope of the task: take the edit back');
  expect(message).not.toContain('only a note');
});

it('stays short when there are many findings, and says how many more', () => {
  const message = writeFeedback(resultWith(Array.from({ length: 40 }, (_, line) => finding({ line }))));
  expect(message).toContain('and 28 more findings that block');
});

it('shows the end of a red acceptance command', () => {
  const review = {
    ...buildReview('fail'),
    acceptance: [{ command: 'npm test', exitCode: 1, output: 'AssertionError: 1 is not 2' }],
  };
  expect(writeFeedback({ review, harvestFindings: [] })).toMatch(
    /acceptance `npm test` ended with 1:\n {4}AssertionError/,
  );
});

it('says which guardrail could not check', () => {
  const guardrails = [
    { id: 'tests', verdict: 'cannot-check' as const, durationMs: 1, cached: false, findings: [], reason: 'no runner' },
  ];
  const result = { review: buildReview('cannot-check', { guardrails }), harvestFindings: [] };
  expect(writeFeedback(result)).toContain('[tests] could not check your change: no runner');
  expect(summariseBlock(result)).toBe('tests cannot check (no runner)');
});

it('withholds every finding in the negative control', () => {
  expect(writeWithheldFeedback()).not.toMatch(/scope|README|\[/);
});

it('accepts only a pass with green acceptance and no error in the harvest', () => {
  const pass = { review: buildReview('pass'), harvestFindings: [] };
  expect(isAccepted(pass)).toBe(true);
  expect(isAccepted({ ...pass, harvestFindings: [finding()] })).toBe(false);
  expect(isAccepted({ ...pass, harvestFindings: [finding({ exempt: { until: '2030-01-01', reason: 'r' } })] })).toBe(
    true,
  );
  expect(isAccepted({ ...pass, review: buildReview('cannot-check') })).toBe(false);
  const red = { ...buildReview('pass'), acceptance: [{ command: 'x', exitCode: null, output: '' }] };
  expect(isAccepted({ ...pass, review: red })).toBe(false);
});
