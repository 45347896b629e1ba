import { join } from 'node:path';
import type { Brief } from '../plan/plan.ts';
import { reviewChange } from '../review/review-change.ts';
import type { Review } from '../review/review.ts';
import type { RunContext } from './run-context.ts';

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

/** Reviews a change while holding a place of the machine; a measurement inside it waits for quiet. */
export const reviewRound = (context: RunContext, target: ReviewTarget): Promise<Review> =>
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
