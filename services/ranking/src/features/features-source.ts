import type { ServedFeatures } from '../core/encode-features.ts';
import type { RankRequest } from '../contract.ts';

/** Where the features of a request's candidates come from; `undefined` when they cannot be had in time. */
export type FeaturesSource = (request: RankRequest, deadlineMs: number) => Promise<ServedFeatures | undefined>;
