import type { Candidate, CurrentTrack } from '../core/candidate.ts';
import type { ServedFeatures } from '../core/encode-features.ts';

/** Whose features are asked for, and of which candidates. */
export type FeaturesQuery = {
  readonly user: string;
  readonly current: CurrentTrack;
  readonly candidates: readonly Candidate[];
};

/** Where the features of a request's candidates come from; `undefined` when they cannot be had in time. */
export type FeaturesSource = (query: FeaturesQuery, deadlineMs: number) => Promise<ServedFeatures | undefined>;
