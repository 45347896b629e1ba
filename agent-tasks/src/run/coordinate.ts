import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRunStore } from '../workspace/run-store.ts';
import { harvest } from '../workspace/harvest.ts';
import { landBranch } from './land-branch.ts';
import { finishLanding, landNext } from './land-next.ts';
import { decideNextLanding } from './next-landing.ts';
import { jobRef, runJob } from './run-job.ts';
import { isStopping, taskOf, type RunContext } from './run-context.ts';
import { decideSchedule } from './schedule.ts';

/**
 * Carries a run from where its journal stands to its end: starts tasks as they become ready, and lands accepted
 * changes one at a time. Returns early, without an end in the journal, when the signal aborts: the run can be resumed.
 */
export const coordinate = async (context: RunContext): Promise<void> => {
  if (context.agent !== null) {
    await createRunStore({
      repository: context.repository.root,
      base: await context.target.readTip(),
      dir: context.folder.store,
    });
  }
  await recover(context);
  await drive(context);
  if (!isStopping(context)) context.record({ type: 'run-ended' });
};

/** Two kinds of work go on side by side: jobs, and the one landing. A failure of either stops the run, resumable. */
const drive = async (context: RunContext): Promise<void> => {
  const jobs = new Map<string, Promise<void>>();
  let landing: Promise<void> | null = null;
  for (;;) {
    if (!isStopping(context)) {
      startReady(context, jobs);
      landing ??= startLanding(context, () => {
        landing = null;
      });
    }
    const going = [...jobs.values(), ...(landing === null ? [] : [landing])];
    if (going.length === 0) return;
    try {
      await Promise.race(going);
    } catch (error) {
      context.abort();
      await Promise.allSettled(going);
      throw error;
    }
  }
};

const startReady = (context: RunContext, jobs: Map<string, Promise<void>>): void => {
  const { start, skip } = decideSchedule(context.state(), context.state().start.parallel);
  for (const { task, reason } of skip) context.record({ type: 'skipped', task, reason });
  for (const task of start.filter((id) => !jobs.has(id))) {
    const work = context.agent === null ? landBranch(context, task) : runJob(context, context.agent, task);
    jobs.set(
      task,
      work.finally(() => jobs.delete(task)),
    );
  }
};

const startLanding = (context: RunContext, done: () => void): Promise<void> | null => {
  const next = decideNextLanding(context.state());
  return next === null ? null : landNext(context, next).finally(done);
};

/** After a kill: settles landings that were begun, and keeps the work of jobs that were cut off. */
const recover = async (context: RunContext): Promise<void> => {
  for (const { brief, status, landing } of context.state().tasks) {
    const { id } = brief.task;
    if (status === 'accepted' && landing !== null && (await context.target.recover(landing))) {
      await finishLanding(context, id, landing);
    }
    if (status === 'working' || status === 'reviewing') await abandonJob(context, id);
  }
};

const abandonJob = async (context: RunContext, taskId: string): Promise<void> => {
  const job = taskOf(context, taskId).jobs.at(-1);
  if (job === undefined) return;
  const dir = join(context.folder.jobDir(taskId, job.job), 'workspace');
  const ref = context.agent !== null && existsSync(join(dir, '.git')) ? jobRef(context, taskId, job.job) : null;
  if (ref !== null) {
    await harvest({
      dir,
      repository: context.repository,
      base: job.base,
      ref,
      message: `Work of ${taskId} when its run was cut off\n`,
    });
  }
  context.record({ type: 'abandoned', task: taskId, job: job.job, ref });
};
