/** A time limit that can be held while something else is waited for. */
export type Deadline = {
  /** Aborts when the time is up. */
  readonly signal: AbortSignal;
  readonly start: () => void;
  readonly pause: () => void;
};

/** Creates a deadline that has not started. Only the time between `start` and `pause` counts. */
export const createDeadline = (limitMs: number): Deadline => {
  const controller = new AbortController();
  let leftMs = limitMs;
  let running: { readonly timer: NodeJS.Timeout; readonly since: number } | null = null;
  const pause = (): void => {
    if (running === null) return;
    clearTimeout(running.timer);
    leftMs -= performance.now() - running.since;
    running = null;
  };
  const start = (): void => {
    pause();
    const timer = setTimeout(() => controller.abort(), Math.max(0, leftMs));
    running = { timer, since: performance.now() };
  };
  return { signal: controller.signal, start, pause };
};
