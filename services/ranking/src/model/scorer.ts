import type { FeatureMatrix, ModelInput } from '../core/encode-features.ts';

/** Scores all rows of a matrix in one call; higher is better. */
export type Scorer = {
  readonly version: string;
  readonly inputs: readonly ModelInput[];
  readonly score: (matrix: FeatureMatrix) => Promise<Float32Array>;
};
