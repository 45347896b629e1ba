import { isAccepted, summariseBlock } from '../review/feedback.ts';
import { reviewRound } from './review-round.ts';
import { isStopping, taskOf, type RunContext } from './run-context.ts';

/** The `land` form of a job: the branch is there, so it is reviewed once and accepted or blocked. */
export const landBranch = async (context: RunContext, taskId: string): Promise<void> => {
  const branch = taskOf(context, taskId).brief.task.title;
  const base = await context.target.readTip();
  const found = await context.repository.git.run(['rev-parse', '--verify', '--quiet', `refs/heads/${branch}^{commit}`]);
  const commit = found.stdout.toString('utf8').trim();
  const place = { task: taskId, job: 1, round: 0 };
  context.record({ type: 'job-started', task: taskId, job: 1, base });
  if (found.exitCode !== 0) {
    context.record({ type: 'blocked', task: taskId, job: 1, reason: `the branch ${branch} is not there any more` });
    return;
  }
  context.record({ type: 'turn-started', ...place, message: `Land the branch ${branch}` });
  context.record({ type: 'harvested', ...place, commit, ref: `refs/heads/${branch}`, findings: [] });
  context.record({ type: 'review-started', ...place });
  const review = await reviewRound(context, { task: taskId, base, commit, brief: null, name: 'branch' });
  if (isStopping(context)) return;
  context.record({ type: 'reviewed', ...place, commit, review });
  const result = { review, harvestFindings: [] };
  if (isAccepted(result)) context.record({ type: 'accepted', task: taskId, job: 1, commit });
  else context.record({ type: 'blocked', task: taskId, job: 1, reason: summariseBlock(result) });
};
