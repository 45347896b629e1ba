import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildReview } from '../review/review.builder.ts';
import { decideMerge, type QueueHead } from './decide-merge.ts';

const fresh: QueueHead = { tip: 't1', integrated: null, conflict: null, verified: null };
const integrated = { ...fresh, integrated: { onto: 't1', commit: 'c1' } };
const verifiedAs = (verdict: 'pass' | 'fail' | 'cannot-check', head: QueueHead = integrated): QueueHead => ({
  ...head,
  verified: { commit: 'c1', result: { review: buildReview(verdict), harvestFindings: [] } },
});

it('puts a change on the tip, checks it there, and lands it', () => {
  expect(decideMerge(fresh)).toEqual({ step: 'integrate', onto: 't1' });
  expect(decideMerge(integrated)).toEqual({ step: 'verify', onto: 't1', commit: 'c1' });
  expect(decideMerge(verifiedAs('pass'))).toEqual({ step: 'land', onto: 't1', commit: 'c1' });
});

it('starts over when the tip has moved, whatever was known', () => {
  expect(decideMerge({ ...verifiedAs('pass'), tip: 't2' })).toEqual({ step: 'integrate', onto: 't2' });
  expect(decideMerge({ ...fresh, conflict: { onto: 't1' }, tip: 't2' })).toEqual({ step: 'integrate', onto: 't2' });
});

it('sends back what conflicts, fails or cannot be checked', () => {
  expect(decideMerge({ ...fresh, conflict: { onto: 't1' } })).toEqual({ step: 'return', why: 'conflict' });
  expect(decideMerge(verifiedAs('fail'))).toEqual({ step: 'return', why: 'verdict' });
  expect(decideMerge(verifiedAs('cannot-check'))).toEqual({ step: 'return', why: 'verdict' });
});

it('never lands what was not verified with a pass on exactly the tip', () => {
  const hash = fc.constantFrom('t1', 't2', 'c1', 'c2');
  const head = fc.record({
    tip: hash,
    integrated: fc.option(fc.record({ onto: hash, commit: hash })),
    conflict: fc.option(fc.record({ onto: hash })),
    verified: fc.option(
      fc.record({
        commit: hash,
        result: fc
          .constantFrom('pass', 'fail', 'cannot-check')
          .map((verdict) => ({ review: buildReview(verdict), harvestFindings: [] })),
      }),
    ),
  });
  fc.assert(
    fc.property(head, (state) => {
      const step = decideMerge(state);
      if (step.step !== 'land') return;
      expect(step.onto).toBe(state.tip);
      expect(state.integrated).toEqual({ onto: state.tip, commit: step.commit });
      expect(state.verified?.commit).toBe(step.commit);
      expect(state.verified?.result.review.verdict).toBe('pass');
    }),
  );
});
