import { join } from 'node:path';
import type { Brief } from '../plan/plan.ts';
import { reviewChange } from '../review/review-change.ts';
import type { Review } from '../review/review.ts';
import { isStopping, type RunContext } from './run-context.ts';

/** A change of a task that is to be judged. */
export type ReviewTarget = {
  readonly task: string;
  readonly base: string;
  readonly commit: string;
  /** Null for a branch: nobody agreed on a brief. */
  readonly brief: Brief | null;
  /** Names the evidence folder of this review. */
  readonly name: string;
};

/** A measurement that could not tell is tried again, because the noise of a machine is nothing that an agent can repair. */
const triesToCheck = 4;

/** Reviews a change while holding a place of the machine; a measurement inside it waits for quiet. */
export const reviewRound = async (context: RunContext, target: ReviewTarget): Promise<Review> => {
  let review = await reviewOnce(context, target);
  for (let tries = 1; tries < triesToCheck && isUnsure(review) && !isStopping(context); tries += 1) {
    review = await reviewOnce(context, target);
  }
  return review;
};

/** True when a guardrail that ran its course could not tell, and nothing else stands against the change. */
const isUnsure = ({ verdict, report }: Review): boolean =>
  verdict === 'cannot-check' &&
  report.guardrails.every(({ id, verdict: own }) => own !== 'cannot-check' || id === 'latency');

const reviewOnce = (context: RunContext, target: ReviewTarget): Promise<Review> =>
  context.quiet.sharedWithExclusive((exclusive) =>
    reviewChange({
      repository: context.repository,
      base: target.base,
      commit: target.commit,
      brief: target.brief,
      sandbox: context.sandbox,
      cacheDir: context.cacheDir,
      outDir: join(context.folder.dir, 'evidence', target.task, target.name),
      exclusive,
      signal: context.signal,
      onEvent: (event) => {
        if (event.type !== 'guardrail-ended') return;
        const { id, verdict, durationMs, cached } = event.report;
        context.record({ type: 'guardrail-ended', task: target.task, id, verdict, durationMs, cached });
      },
    }),
  );
