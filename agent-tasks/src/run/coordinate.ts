import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '@interlock-dev/guardrails';
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
  if (isStopping(context)) return;
  if (decideNextLanding(context.state()) !== null) await refuseToWait(context);
  context.record({ type: 'run-ended' });
};

/** Accepted changes are left because a person edits the branch's work tree: the run stays open for `--resume`. */
const refuseToWait = async (context: RunContext): Promise<never> => {
  const { tasks, start } = context.state();
  const waiting = tasks.filter(({ status }) => status === 'accepted').map(({ brief }) => brief.task.id);
  const obstacle = (await context.target.findObstacle()) ?? 'its work tree was in the way a moment ago';
  throw new ConfigurationError(
    `${waiting.join(', ')} passed and could not land: ${obstacle}. Then go on with \`interlock run --resume ${start.run}\`; nothing is lost`,
  );
};

/** The work that is going on. */
type Going = {
  readonly jobs: Map<string, Promise<void>>;
  landing: Promise<void> | null;
  /** A landing found the work tree edited: tried again when a job ends. */
  isHeld: boolean;
};

/** Two kinds of work go on side by side: jobs, and the one landing. A failure of either stops the run, resumable. */
const drive = async (context: RunContext): Promise<void> => {
  const going: Going = { jobs: new Map(), landing: null, isHeld: false };
  for (;;) {
    if (!isStopping(context)) {
      startReady(context, going);
      startLanding(context, going);
    }
    const all = [...going.jobs.values(), ...(going.landing === null ? [] : [going.landing])];
    if (all.length === 0) return;
    try {
      await Promise.race(all);
    } catch (error) {
      context.abort();
      await Promise.allSettled(all);
      throw error;
    }
  }
};

const startReady = (context: RunContext, going: Going): void => {
  const { start, skip } = decideSchedule(context.state(), context.state().start.parallel);
  for (const { task, reason } of skip) context.record({ type: 'skipped', task, reason });
  for (const task of start.filter((id) => !going.jobs.has(id))) {
    const work = context.agent === null ? landBranch(context, task) : runJob(context, context.agent, task);
    const forget = (): void => {
      going.jobs.delete(task);
      going.isHeld = false;
    };
    going.jobs.set(task, work.finally(forget));
  }
};

const startLanding = (context: RunContext, going: Going): void => {
  const next = decideNextLanding(context.state());
  if (next === null || going.landing !== null || going.isHeld) return;
  going.landing = landNext(context, next).finally(() => {
    going.landing = null;
    going.isHeld = taskOf(context, next).status === 'accepted';
  });
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
