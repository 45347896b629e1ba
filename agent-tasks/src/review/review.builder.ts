import type { Report, Verdict } from '@interlock-dev/guardrails';
import type { Review } from './review.ts';

/** A review with a verdict and no findings. */
export const buildReview = (verdict: Verdict, report: Partial<Report> = {}): Review => ({
  verdict,
  acceptance: [],
  durationMs: 1,
  report: {
    schema: 'interlock.report/1',
    base: 'b',
    head: 'h',
    mergeBase: 'b',
    verdict,
    guardrails: [],
    notChecked: [],
    ...report,
  },
});
