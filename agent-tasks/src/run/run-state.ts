import { addUsage, type UsageTotal } from '../budget/usage.ts';
import type { Brief } from '../plan/plan.ts';
import type { Review } from '../review/review.ts';
import type { ReportedFinding } from '@interlock-dev/guardrails';
import type { JournalEntry, RunEvent } from './event.ts';

/** Where a task stands. `accepted` waits in the merge queue; the last four are ends. */
export type TaskStatus =
  'waiting' | 'working' | 'reviewing' | 'accepted' | 'landed' | 'blocked' | 'skipped' | 'discarded';

/** One message to the agent and what came of it. */
export type Round = {
  readonly round: number;
  readonly message: string;
  readonly claim: string | null;
  readonly commit: string | null;
  readonly harvestFindings: readonly ReportedFinding[];
  readonly review: Review | null;
};

/** One try at a task. */
export type JobState = { readonly job: number; readonly base: string; readonly rounds: readonly Round[] };

/** A task of a run, folded from its events. */
export type TaskState = {
  readonly brief: Brief;
  readonly status: TaskStatus;
  readonly jobs: readonly JobState[];
  /** Last harvested commit and its ref: where the work is kept. */
  readonly commit: string | null;
  readonly ref: string | null;
  /** Why it is blocked, skipped or discarded. */
  readonly reason: string | null;
  /** Reviews on the tree that would really land, newest last. */
  readonly verifications: readonly { readonly onto: string; readonly commit: string; readonly review: Review }[];
  /** Times that the merge queue sent it back, with what the next job is told. */
  readonly returns: readonly { readonly reason: string; readonly message: string }[];
  /** A landing that was begun: `onto` → `commit`. */
  readonly landing: { readonly onto: string; readonly commit: string; readonly sinceMs: number } | null;
  readonly landed: string | null;
  readonly usage: UsageTotal;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
};

/** A run, folded from its journal. */
export type RunState = {
  readonly start: Extract<RunEvent, { type: 'run-started' }>;
  readonly tasks: readonly TaskState[];
  /** Ids in the order in which they were accepted: the order of the queue. */
  readonly queue: readonly string[];
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly resumes: number;
};

/** Folds a journal into the state of its run; null for an empty journal. Pure. */
export const foldRun = (entries: readonly JournalEntry[]): RunState | null =>
  entries.reduce<RunState | null>((state, entry) => applyEntry(state, entry), null);

/** The state after one more entry. Pure. */
export const applyEntry = (state: RunState | null, { event, at }: JournalEntry): RunState | null => {
  if (event.type === 'run-started') return startRun(event, at);
  if (state === null) return null;
  if (event.type === 'run-resumed') return { ...state, resumes: state.resumes + 1, endedAt: null };
  if (event.type === 'run-ended') return { ...state, endedAt: at };
  const queue =
    event.type === 'accepted' ? [...state.queue.filter((id) => id !== event.task), event.task] : state.queue;
  return {
    ...state,
    queue,
    tasks: state.tasks.map((task) => (task.brief.task.id === event.task ? applyToTask(task, event, at) : task)),
  };
};

/** Statuses that no later event of the same run leaves. */
export const isEnded = (status: TaskStatus): boolean =>
  status === 'landed' || status === 'blocked' || status === 'skipped' || status === 'discarded';

type TaskEvent = Extract<RunEvent, { task: string }>;

const startRun = (start: RunState['start'], at: number): RunState => ({
  start,
  tasks: start.briefs.map((brief) => ({
    brief,
    status: 'waiting',
    jobs: [],
    commit: null,
    ref: null,
    reason: null,
    verifications: [],
    returns: [],
    landing: null,
    landed: null,
    usage: { calls: 0, tokens: 0, usd: 0 },
    startedAt: null,
    endedAt: null,
  })),
  queue: [],
  startedAt: at,
  endedAt: null,
  resumes: 0,
});

const applyToTask = (task: TaskState, event: TaskEvent, at: number): TaskState => {
  switch (event.type) {
    case 'job-started':
      return {
        ...task,
        status: 'working',
        jobs: [...task.jobs, { job: event.job, base: event.base, rounds: [] }],
        startedAt: task.startedAt ?? at,
      };
    case 'turn-started':
      return { ...addRound(task, event.round, event.message), status: 'working' };
    case 'agent':
      return event.event.type === 'usage' ? { ...task, usage: addUsage(task.usage, event.event.usage) } : task;
    case 'turn-ended':
      return editRound(task, { claim: 'summary' in event.exit ? event.exit.summary : event.exit.reason });
    case 'harvested':
      return {
        ...editRound(task, { commit: event.commit, harvestFindings: event.findings }),
        commit: event.commit,
        ref: event.ref,
      };
    case 'review-started':
      return { ...task, status: 'reviewing' };
    case 'reviewed':
      return editRound(task, { review: event.review });
    case 'accepted':
      return { ...task, status: 'accepted', commit: event.commit };
    case 'verified':
      return { ...task, verifications: [...task.verifications, event] };
    case 'landing':
      return { ...task, landing: { onto: event.onto, commit: event.commit, sinceMs: at } };
    case 'landed':
      return { ...task, status: 'landed', landed: event.commit, endedAt: at };
    case 'blocked':
    case 'skipped':
    case 'discarded':
      return { ...task, status: event.type, reason: event.reason, endedAt: at };
    case 'returned':
      return {
        ...task,
        status: 'waiting',
        returns: [...task.returns, { reason: event.reason, message: event.message }],
      };
    case 'abandoned':
      return { ...task, status: 'waiting' };
    case 'guardrail-ended':
    case 'integrated':
      return task;
  }
};

const addRound = (task: TaskState, round: number, message: string): TaskState =>
  editJob(task, (job) => ({
    ...job,
    rounds: [...job.rounds, { round, message, claim: null, commit: null, harvestFindings: [], review: null }],
  }));

const editRound = (task: TaskState, edit: Partial<Round>): TaskState =>
  editJob(task, (job) => ({
    ...job,
    rounds: job.rounds.map((round, index) => (index === job.rounds.length - 1 ? { ...round, ...edit } : round)),
  }));

const editJob = (task: TaskState, edit: (job: JobState) => JobState): TaskState => ({
  ...task,
  jobs: task.jobs.map((job, index) => (index === task.jobs.length - 1 ? edit(job) : job)),
});
