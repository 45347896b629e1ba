import type { Histories } from '../interactions/interactions.ts';

/** Scores every item for a listener with the history given; higher is better. A new array each time, by item number. */
export type CandidateModel = {
  readonly name: string;
  readonly scoreAll: (history: Histories[number]) => Float64Array;
};
