import type { CandidateModel } from '../candidates/candidate-model.ts';
import { createEase, fitEaseWeights } from '../candidates/ease.ts';
import { countPairs } from '../candidates/item-gram.ts';
import { createItemKnn, fitItemKnnWeights, type ItemKnnSettings } from '../candidates/item-knn.ts';
import { countUsers, fitPopularity } from '../candidates/popularity.ts';
import { fitUserKnn } from '../candidates/user-knn.ts';
import { historiesOf, type Histories, type Interaction } from '../interactions/interactions.ts';
import type { SquareMatrix } from '../linear-algebra/invert-symmetric.ts';

/** What models are fitted with; chosen on the validation part. */
export type FitSettings = { readonly lambda: number; readonly knn: ItemKnnSettings; readonly userNeighbours: number };

export type Size = { readonly users: number; readonly items: number };

/** All models fitted on one list of interactions, and what the second stage knows of items and listeners from it. */
export type FittedModels = {
  readonly histories: Histories;
  readonly easeWeights: SquareMatrix;
  readonly popularity: CandidateModel;
  readonly itemKnn: CandidateModel;
  readonly userKnn: CandidateModel;
  readonly ease: CandidateModel;
  /** Users of each item, and the mean weight that they gave it. */
  readonly userCounts: Float64Array;
  readonly meanWeights: Float64Array;
};

/** Fits every model on the same interactions; EASE takes nearly all of the time. */
export const fitModels = (train: readonly Interaction[], size: Size, settings: FitSettings): FittedModels => {
  const pairs = countPairs(train, size);
  const easeWeights = fitEaseWeights(pairs, settings.lambda);
  const userCounts = countUsers(train, size.items);
  return {
    histories: historiesOf(train, size.users),
    easeWeights,
    popularity: fitPopularity(train, size.items),
    itemKnn: createItemKnn(fitItemKnnWeights(pairs, settings.knn)),
    userKnn: fitUserKnn(train, { ...size, neighbours: settings.userNeighbours }),
    ease: createEase(easeWeights),
    userCounts,
    meanWeights: meanWeights(train, userCounts),
  };
};

// Plays run over five orders of magnitude, ratings from 1 to 5: the logarithm suits both.
const meanWeights = (train: readonly Interaction[], userCounts: Float64Array): Float64Array => {
  const sums = new Float64Array(userCounts.length);
  for (const { item, weight } of train) sums[item] = (sums[item] as number) + Math.log1p(weight);
  return sums.map((sum, item) => sum / Math.max(1, userCounts[item] as number));
};
