import type { CandidateModel } from '../candidates/candidate-model.ts';
import { createEase, fitEaseWeights } from '../candidates/ease.ts';
import { countPairs } from '../candidates/item-gram.ts';
import { createItemKnn, fitItemKnnWeights, type ItemKnnSettings } from '../candidates/item-knn.ts';
import { historiesOf } from '../interactions/interactions.ts';
import type { Split } from '../interactions/split.ts';
import type { FitSettings, Size } from './fitted-models.ts';
import { rankItems } from './rank-items.ts';
import { listQuality } from './ranking-metrics.ts';

const lambdas = [50, 100, 200, 300, 500] as const;
const knns: readonly ItemKnnSettings[] = [
  { neighbours: 50, shrinkage: 0 },
  { neighbours: 50, shrinkage: 10 },
  { neighbours: 100, shrinkage: 0 },
  { neighbours: 100, shrinkage: 10 },
  { neighbours: 200, shrinkage: 10 },
];

/** The settings with the best NDCG@10 on the validation part among a fixed few; the test part has no say. */
export const chooseSettings = (split: Split, size: Size): FitSettings => {
  const pairs = countPairs(split.train, size);
  const value = createValidation(split, size);
  const lambda = bestOf(lambdas, (candidate) => value(createEase(fitEaseWeights(pairs, candidate))));
  const knn = bestOf(knns, (candidate) => value(createItemKnn(fitItemKnnWeights(pairs, candidate))));
  return { lambda, knn, userNeighbours: 80 };
};

const createValidation = ({ train, validation }: Split, { users }: Size): ((model: CandidateModel) => number) => {
  const histories = historiesOf(train, users);
  const relevant = historiesOf(validation, users).map((history) => new Set(history.map(({ item }) => item)));
  return (model) => {
    const values = relevant.flatMap((items, user) => {
      const history = histories[user] ?? [];
      if (items.size === 0) return [];
      const known = new Set(history.map(({ item }) => item));
      return [listQuality(rankItems(model.scoreAll(history), known, 10), items, 10).ndcg];
    });
    return values.reduce((sum, ndcg) => sum + ndcg, 0) / values.length;
  };
};

const bestOf = <Setting>(settings: readonly Setting[], value: (setting: Setting) => number): Setting =>
  settings
    .map((setting) => ({ setting, value: value(setting) }))
    .reduce((best, candidate) => (candidate.value > best.value ? candidate : best)).setting;
