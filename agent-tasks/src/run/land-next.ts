import { decideMerge, type QueueHead } from '../merge/decide-merge.ts';
import { integrate } from '../merge/integrate.ts';
import { summariseBlock, writeFeedback, type RoundResult } from '../review/feedback.ts';
import { discardWorkspace } from '../workspace/discard-workspace.ts';
import { reviewRound } from './review-round.ts';
import { jobRef } from './run-job.ts';
import { isStopping, taskOf, type RunContext } from './run-context.ts';

/** How often the queue sends a task back before it is blocked. */
const maxReturns = 2;

/** Takes the change at the head of the merge queue to its landing, or back to its agent. */
export const landNext = async (context: RunContext, taskId: string): Promise<void> => {
  let head: QueueHead = { tip: await context.target.readTip(), integrated: null, conflict: null, verified: null };
  let conflict = { files: [] as readonly string[], detail: '' };
  while (!isStopping(context)) {
    const step = decideMerge(head);
    if (step.step === 'return') {
      sendBack(context, taskId, step.why === 'conflict' ? conflictReturn(head.tip, conflict) : verdictReturn(head));
      return;
    }
    if (step.step === 'integrate') {
      const integrated = await putOnTip(context, taskId, step.onto);
      if ('conflicts' in integrated) {
        conflict = { files: integrated.conflicts, detail: integrated.detail };
        head = { ...head, conflict: { onto: step.onto } };
      } else {
        context.record({ type: 'integrated', task: taskId, onto: step.onto, commit: integrated.commit });
        head = { ...head, integrated: { onto: step.onto, commit: integrated.commit } };
      }
    } else if (step.step === 'verify') {
      head = { ...head, verified: { commit: step.commit, result: await verify(context, taskId, step) } };
    } else if (await land(context, taskId, step)) {
      return;
    }
    head = { ...head, tip: await context.target.readTip() };
  }
};

type Place = { readonly onto: string; readonly commit: string };

const putOnTip = (context: RunContext, taskId: string, onto: string) => {
  const { brief, commit } = taskOf(context, taskId);
  const { kind, run } = context.state().start;
  const subject = kind === 'land' ? `Merge branch '${brief.task.title}'` : brief.task.title;
  return integrate({
    git: context.repository.git,
    onto,
    commit: commit ?? onto,
    message: `${subject}\n\nInterlock-Run: ${run}\nInterlock-Task: ${taskId}\n`,
    shape: kind === 'land' ? 'merge' : 'linear',
    identity: context.identity,
  });
};

const verify = async (context: RunContext, taskId: string, { onto, commit }: Place): Promise<RoundResult> => {
  const { brief, verifications, jobs } = taskOf(context, taskId);
  const isLand = context.state().start.kind === 'land';
  const name = `queue-${verifications.length + 1}`;
  const review = await reviewRound(context, { task: taskId, base: onto, commit, brief: isLand ? null : brief, name });
  if (!isStopping(context)) context.record({ type: 'verified', task: taskId, onto, commit, review });
  return { review, harvestFindings: jobs.at(-1)?.rounds.at(-1)?.harvestFindings ?? [] };
};

/**
 * False when the branch moved meanwhile. While a person edits its work tree nothing lands and the change stays accepted.
 * The intention is in the journal before the branch moves, so that a kill in between is told from one before.
 */
const land = async (context: RunContext, taskId: string, { onto, commit }: Place): Promise<boolean> => {
  if (isStopping(context)) return true;
  if ((await context.target.findObstacle()) !== null) return true;
  context.record({ type: 'landing', task: taskId, onto, commit });
  if ((await context.target.land(onto, commit)) === 'moved') return false;
  await finishLanding(context, taskId, { onto, commit });
  return true;
};

/** Records a landing and gives its workspace back: the work is in the branch and under its ref. */
export const finishLanding = async (context: RunContext, taskId: string, place: Place): Promise<void> => {
  context.record({ type: 'landed', task: taskId, ...place });
  if (context.state().start.kind === 'land') return;
  for (const { job } of taskOf(context, taskId).jobs) {
    await discardWorkspace({
      dir: context.folder.jobDir(taskId, job),
      repository: context.repository,
      ref: jobRef(context, taskId, job),
    });
  }
};

type Return = { readonly reason: string; readonly message: string; readonly onto: string };

const sendBack = (context: RunContext, taskId: string, { reason, message, onto }: Return): void => {
  const { returns, jobs } = taskOf(context, taskId);
  const isFinal = context.state().start.kind === 'land' || returns.length >= maxReturns;
  if (isFinal) context.record({ type: 'blocked', task: taskId, job: jobs.length, reason });
  else context.record({ type: 'returned', task: taskId, onto, reason, message });
};

const conflictReturn = (onto: string, { files, detail }: { files: readonly string[]; detail: string }): Return => ({
  onto,
  reason: `it conflicts with what landed since, in ${files.join(', ')}`,
  message: `Your earlier change could not be merged, because what landed since edits the same lines:\n${detail}\nThe workspace is now the newest state of the branch: do the task again on it.`,
});

const verdictReturn = ({ tip, verified }: QueueHead): Return => ({
  onto: tip,
  reason: verified === null ? '' : `together with what landed since, ${summariseBlock(verified.result)}`,
  message: `Your earlier change was fine alone, but not together with what landed since. The workspace is now the newest state of the branch: do the task again on it.\n\n${verified === null ? '' : writeFeedback(verified.result)}`,
});
