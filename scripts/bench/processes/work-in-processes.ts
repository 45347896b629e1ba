import { fork, type ChildProcess } from 'node:child_process';

/** Work for child processes. Tasks and answers are JSON. */
export type Work<Task, Answer> = {
  /** Absolute path of a module that calls `answerTasks`. */
  readonly script: string;
  /** Tasks of one group go, in order, to one process, so that it can reuse what it learned. */
  readonly groups: readonly (readonly Task[])[];
  /** Most processes at once. */
  readonly jobs: number;
  /** A task that takes longer is lost, and its process is killed. */
  readonly limitMs: number;
  /** A process that holds more is replaced before the next task. Default 1.5 GB. */
  readonly mostBytes?: number;
  readonly onAnswer: (task: Task, answer: Answer) => void;
  /** A task whose process was killed or ended without an answer. */
  readonly onLost: (task: Task, reason: string) => void;
};

/** What a child process says of one task. */
export type Reply<Answer> = { readonly answer: Answer; readonly rssBytes: number };

/**
 * Has tasks answered by child processes, each group in a process of its own. All processes have ended when it settles.
 * @throws the first error that `onAnswer` or `onLost` throws
 */
export const workInProcesses = async <Task, Answer>(work: Work<Task, Answer>): Promise<void> => {
  const groups = work.groups.values();
  const lane = async (): Promise<void> => {
    for (let next = groups.next(); next.done !== true; next = groups.next()) await workThrough(next.value, work);
  };
  await Promise.all(Array.from({ length: work.jobs }, lane));
};

const workThrough = async <Task, Answer>(tasks: readonly Task[], work: Work<Task, Answer>): Promise<void> => {
  let child: ChildProcess | null = null;
  try {
    for (const task of tasks) {
      child ??= fork(work.script, [], { serialization: 'json' });
      const outcome = await ask<Answer>(child, { task, limitMs: work.limitMs });
      if ('lost' in outcome) work.onLost(task, outcome.lost);
      else work.onAnswer(task, outcome.answer);
      const isSpent = 'lost' in outcome || outcome.rssBytes > (work.mostBytes ?? 1.5e9);
      if (!isSpent) continue;
      await end(child);
      child = null;
    }
  } finally {
    if (child !== null) await end(child);
  }
};

const ask = <Answer>(
  child: ChildProcess,
  { task, limitMs }: { readonly task: unknown; readonly limitMs: number },
): Promise<Reply<Answer> | { readonly lost: string }> =>
  new Promise((resolve) => {
    const settle = (outcome: Reply<Answer> | { readonly lost: string }): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(outcome);
    };
    const timer = setTimeout(() => settle({ lost: `It took longer than ${limitMs / 1000} s.` }), limitMs);
    child.once('message', (reply) => settle(reply as Reply<Answer>));
    child.once('error', (error) => settle({ lost: `Its process failed: ${error.message}` }));
    child.once('exit', (code, signal) => settle({ lost: `Its process ended early (${signal ?? code ?? 'unknown'}).` }));
    child.send(task as object, (error) => {
      if (error !== null) settle({ lost: `Its process took no task: ${error.message}` });
    });
  });

const end = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    // SIGTERM first, because a check removes its temporary folder then; a loop that never yields needs SIGKILL.
    const kill = setTimeout(() => child.kill('SIGKILL'), 2000);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill('SIGTERM');
  });
