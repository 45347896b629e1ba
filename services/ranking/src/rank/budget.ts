/** What the steps after features need of a request's budget, in milliseconds. */
export type StepReserves = {
  /** Scoring, re-ranking and writing the answer. */
  readonly scoringMs: number;
  /** Writing an answer from popularity alone. */
  readonly fallbackMs: number;
};

/** When features must be there: early enough that the fallback still answers in time. */
export const featuresDeadlineMs = (deadlineMs: number, { fallbackMs }: StepReserves): number => deadlineMs - fallbackMs;

/** Whether a model call that starts at `nowMs` leaves an answer in time. */
export const canScore = (deadlineMs: number, nowMs: number, { scoringMs }: StepReserves): boolean =>
  deadlineMs - nowMs >= scoringMs;
