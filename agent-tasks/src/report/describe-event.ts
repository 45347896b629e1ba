import { blockingFindings, summariseBlock } from '../review/feedback.ts';
import type { RunEvent } from '../run/event.ts';

/** One line of progress for an event that a person wants to see, or null for the others. Pure. */
export const describeEvent = (event: RunEvent): string | null => {
  switch (event.type) {
    case 'run-started':
      return `run ${event.run}: ${event.briefs.length} task${event.briefs.length === 1 ? '' : 's'} onto ${event.into}, ${event.parallel} at once${event.scripted ? ', scripted agents' : ''}`;
    case 'run-resumed':
      return 'resumed';
    case 'job-started':
      return event.job === 1 ? 'started' : `started over (job ${event.job})`;
    case 'turn-started':
      return event.round === 0 ? null : `round ${event.round}: told what was found`;
    case 'turn-ended':
      return event.exit.exit === 'done' ? null : `the agent ended as ${event.exit.exit}: ${event.exit.reason}`;
    case 'reviewed':
      return `review: ${describeReview(event.review, [])}`;
    case 'accepted':
      return 'accepted, waits in the merge queue';
    case 'blocked':
      return `blocked: ${event.reason}`;
    case 'verified':
      return `checked on ${short(event.onto)}: ${describeReview(event.review, [])}`;
    case 'returned':
      return `sent back: ${event.reason}`;
    case 'landed':
      return `landed as ${short(event.commit)}`;
    case 'abandoned':
      return `the job was cut off${event.ref === null ? '' : `; its work is ${event.ref}`}`;
    case 'skipped':
      return `skipped: ${event.reason}`;
    case 'discarded':
      return `discarded: ${event.reason}`;
    case 'agent':
    case 'harvested':
    case 'review-started':
    case 'guardrail-ended':
    case 'integrated':
    case 'landing':
    case 'run-ended':
      return null;
  }
};

/** The first characters of a commit hash, as people write it. */
export const short = (commit: string): string => commit.slice(0, 8);

const describeReview = (...[review, harvestFindings]: [Parameters<typeof summariseBlock>[0]['review'], []]): string => {
  const result = { review, harvestFindings };
  const count = blockingFindings(result).length;
  return review.verdict === 'pass' ? 'pass' : `${review.verdict}, ${count} to repair: ${summariseBlock(result)}`;
};
