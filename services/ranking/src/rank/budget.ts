/** What the steps after features need of a request's budget, in milliseconds, however quick they were lately. */
export type StepReserves = {
  /** Scoring by the full model, re-ranking and writing the answer. */
  readonly scoringMs: number;
  /** The same by the cheap model. */
  readonly cheapScoringMs: number;
  /** Writing an answer that needs no model. */
  readonly fallbackMs: number;
};

/** When features must be there: early enough that the fallback still answers in time. */
export const featuresDeadlineMs = (deadlineMs: number, { fallbackMs }: StepReserves): number => deadlineMs - fallbackMs;
