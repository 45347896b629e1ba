import type { Phase, Shot } from './load-plan.ts';
import type { Sender } from './create-sender.ts';

export type LoopParts = {
  readonly sender: Pick<Sender, 'send'>;
  readonly bodies: readonly string[];
  readonly budgetMs: number;
};

/** Fires a request due `dueMs` after the start; `done` gets what became of it. */
export type Fire = (dueMs: number, done: (shot: Shot) => void) => void;

/** Counts time from now on, and sends the bodies in turn. */
export const createFire = ({ sender, bodies, budgetMs }: LoopParts): { fire: Fire; elapsedMs: () => number } => {
  const startMs = performance.now();
  const elapsedMs = (): number => performance.now() - startMs;
  let sent = 0;
  return {
    elapsedMs,
    fire: (dueMs, done) => {
      const body = bodies[sent++ % bodies.length] ?? '';
      const sentMs = elapsedMs();
      const deadlineMs = performance.timeOrigin + startMs + dueMs + budgetMs;
      sender.send(body, deadlineMs, (answer) => done({ dueMs, sentMs, doneMs: elapsedMs(), ...answer }));
    },
  };
};

/**
 * Sends requests at times drawn beforehand, each when it is due, without looking at the answers.
 * @param random uniform in [0, 1)
 * @returns once all are answered or given up
 */
export const runOpenLoop = (parts: LoopParts, phases: readonly Phase[], random: () => number): Promise<Shot[]> => {
  const due = drawDueTimes(phases, random);
  const { fire, elapsedMs } = createFire(parts);
  const shots: Shot[] = [];
  return new Promise((resolve) => {
    let sent = 0;
    const done = (shot: Shot): void => {
      shots.push(shot);
      if (shots.length === due.length) resolve(shots);
    };
    const sendDue = (): void => {
      const nowMs = elapsedMs();
      for (let at = due[sent]; at !== undefined && at <= nowMs; at = due[sent]) {
        sent += 1;
        fire(at, done);
      }
      if (sent < due.length) setTimeout(sendDue, 1);
    };
    if (due.length === 0) resolve([]);
    else sendDue();
  });
};

/** When each request of these phases is due, in milliseconds: exponential gaps, so that they come as independent callers do. Pure but for `random`. */
export const drawDueTimes = (phases: readonly Phase[], random: () => number): number[] => {
  const due: number[] = [];
  let startMs = 0;
  for (const { seconds, perSecond } of phases) {
    const endMs = startMs + seconds * 1000;
    const gapMs = (): number => (-Math.log(1 - random()) * 1000) / perSecond;
    for (let atMs = startMs + gapMs(); atMs < endMs; atMs += gapMs()) due.push(atMs);
    startMs = endMs;
  }
  return due;
};
