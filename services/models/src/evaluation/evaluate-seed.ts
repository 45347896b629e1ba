import type { CandidateModel } from '../candidates/candidate-model.ts';
import type { Interactions } from '../interactions/interactions.ts';
import { splitByUser } from '../interactions/split.ts';
import { trainingParameters, type TrainingParameters } from '../ranker/xgboost.ts';
import { createRandom } from '../simulator/random.ts';
import { chooseSettings } from './choose-settings.ts';
import { cutOff, type ComparedModel } from './compared-models.ts';
import { fitModels, type FitSettings } from './fitted-models.ts';
import { itemSets } from './item-sets.ts';
import { rankInTwoStages } from './rank-in-two-stages.ts';
import { rankItems } from './rank-items.ts';
import { listQuality } from './ranking-metrics.ts';

/** One model on one split: each user's quality by user number (`null` without a test item) and the share of items shown. */
export type ModelResult = {
  readonly ndcg: readonly (number | null)[];
  readonly recall: readonly (number | null)[];
  readonly coverage: number;
};

export type SeedResult = {
  readonly seed: number;
  readonly settings: FitSettings;
  readonly models: Readonly<Record<ComparedModel, ModelResult>>;
};

/** Settings of the second stage: fewer and slower trees than for many rows, because lists are short of positives. */
export const stageTwoParameters: TrainingParameters = {
  ...trainingParameters,
  eta: 0.05,
  max_depth: 4,
  num_round: 150,
  nthread: 2,
};

/** What one measurement is made with. */
export type SeedPlan = { readonly seed: number; readonly secondStage?: TrainingParameters | undefined };

/**
 * Splits a data set with a seed, fits every model on the training part and measures each on the test part: full ranking
 * over the items that a user has neither in training nor in validation.
 * @param progress hears what is done next
 */
export const evaluateSeed = async (
  interactions: Interactions,
  { seed, secondStage = stageTwoParameters }: SeedPlan,
  progress: (step: string) => void,
): Promise<SeedResult> => {
  const random = createRandom(seed);
  const split = splitByUser(random, interactions);
  progress('choosing settings on the validation part');
  const settings = chooseSettings(split, interactions);
  progress('fitting on the training part');
  const fitted = fitModels(split.train, interactions, settings);
  const known = itemSets([...split.train, ...split.validation], interactions.users);
  const test = itemSets(split.test, interactions.users);
  const measure = (lists: (user: number) => readonly number[]): ModelResult =>
    measureLists(lists, test, interactions.items);
  const listsOf = (model: CandidateModel) => (user: number) =>
    rankItems(model.scoreAll(fitted.histories[user] ?? []), known[user] ?? new Set(), cutOff);
  progress('training the second stage');
  const twoStage = await rankInTwoStages({
    interactions,
    split,
    settings,
    fitted,
    known,
    progress,
    random,
    secondStage,
  });
  return {
    seed,
    settings,
    models: {
      popularity: measure(listsOf(fitted.popularity)),
      ItemKNN: measure(listsOf(fitted.itemKnn)),
      EASE: measure(listsOf(fitted.ease)),
      'EASE → XGBoost': measure((user) => twoStage[user] ?? []),
    },
  };
};

const measureLists = (
  listOf: (user: number) => readonly number[],
  test: readonly ReadonlySet<number>[],
  items: number,
): ModelResult => {
  const shown = new Set<number>();
  const qualities = test.map((relevant, user) => {
    const list = listOf(user);
    list.forEach((item) => shown.add(item));
    return relevant.size === 0 ? null : listQuality(list, relevant, cutOff);
  });
  return {
    ndcg: qualities.map((quality) => quality?.ndcg ?? null),
    recall: qualities.map((quality) => quality?.recall ?? null),
    coverage: shown.size / items,
  };
};
