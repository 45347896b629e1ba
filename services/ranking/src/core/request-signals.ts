import type { Candidate, CurrentTrack } from './candidate.ts';
import { kinds } from './kinds.ts';

/** A feature of a candidate that the request alone gives; `null` when it does not say. */
export type Computation = (candidate: Candidate, current: CurrentTrack) => number | null;

/** The features that need nothing but the request, by name; the model card orders them among the served ones. */
export const requestSignals: ReadonlyMap<string, Computation> = new Map<string, Computation>([
  ['age_days', ({ ageDays }) => ageDays ?? null],
  ['is_current_artist', ({ artist }, current) => (artist === current.artist ? 1 : 0)],
  ['source_popularity', ({ popularity }) => popularity ?? null],
  ...kinds.map((kind): [string, Computation] => [`kind_${kind}`, (candidate) => (candidate.kind === kind ? 1 : 0)]),
]);
