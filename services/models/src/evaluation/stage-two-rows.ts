import type { Histories } from '../interactions/interactions.ts';
import type { RowGroup } from '../ranker/row-group.ts';
import type { FittedModels } from './fitted-models.ts';
import { rankItems } from './rank-items.ts';

/** What the second stage is told of one candidate, in the order of the columns. */
export const stageTwoFeatures = [
  'ease_score',
  'ease_share_of_best',
  'ease_place',
  'item_knn_share_of_best',
  'item_knn_place',
  'user_knn_share_of_best',
  'user_knn_place',
  'item_users_log',
  'item_mean_weight',
  'user_items_log',
  'user_mean_weight',
  'user_mean_item_users_log',
  'strongest_link',
  'strongest_link_weight',
] as const;

export const candidateCount = 100;

export type Candidates = { readonly user: number; readonly items: readonly number[]; readonly group: RowGroup };

/** The first hundred of EASE for one listener as rows for the second stage, labelled 1 where the item was played. */
export const describeCandidates = (
  models: FittedModels,
  {
    user,
    hidden,
    played,
  }: { readonly user: number; readonly hidden: ReadonlySet<number>; readonly played: ReadonlySet<number> },
): Candidates => {
  const history = models.histories[user] ?? [];
  const ease = models.ease.scoreAll(history);
  const items = rankItems(ease, hidden, candidateCount);
  const columns = [
    ...scoreColumns(models, history, { ease, items }),
    ...itemColumns(models, items),
    ...historyColumns(models, history, items),
  ];
  return {
    user,
    items,
    group: {
      rows: items.map((_, at) => Float32Array.from(columns, (column) => column[at] ?? Number.NaN)),
      labels: items.map((item) => (played.has(item) ? 1 : 0)),
    },
  };
};

type Column = readonly number[];

const scoreColumns = (
  models: FittedModels,
  history: Histories[number],
  { ease, items }: { readonly ease: Float64Array; readonly items: readonly number[] },
): Column[] => {
  const easeScores = items.map((item) => ease[item] ?? 0);
  const others = [models.itemKnn, models.userKnn].map(({ scoreAll }) => {
    const scores = scoreAll(history);
    return items.map((item) => scores[item] ?? 0);
  });
  return [
    easeScores,
    sharesOfBest(easeScores),
    placesOf(easeScores),
    ...others.flatMap((scores) => [sharesOfBest(scores), placesOf(scores)]),
  ];
};

const itemColumns = ({ userCounts, meanWeights }: FittedModels, items: readonly number[]): Column[] => [
  items.map((item) => Math.log1p(userCounts[item] ?? 0)),
  items.map((item) => meanWeights[item] ?? Number.NaN),
];

const historyColumns = (models: FittedModels, history: Histories[number], items: readonly number[]): Column[] => {
  const same = (value: number): Column => items.map(() => value);
  const links = items.map((item) => strongestLink(models, history, item));
  return [
    same(Math.log1p(history.length)),
    same(meanOf(history.map(({ weight }) => Math.log1p(weight)))),
    same(meanOf(history.map(({ item }) => Math.log1p(models.userCounts[item] ?? 0)))),
    links.map(({ score }) => score),
    links.map(({ weight }) => weight),
  ];
};

// The one item of the history that says most for a candidate, and how much the listener made of it.
const strongestLink = ({ easeWeights: { values, size } }: FittedModels, history: Histories[number], item: number) => {
  let [score, weight] = [Number.NEGATIVE_INFINITY, Number.NaN];
  for (const known of history) {
    const link = values[known.item * size + item] as number;
    if (link > score) [score, weight] = [link, Math.log1p(known.weight)];
  }
  return { score: Number.isFinite(score) ? score : Number.NaN, weight };
};

const sharesOfBest = (scores: Column): Column => {
  const best = Math.max(...scores);
  return scores.map((score) => (best > 0 ? score / best : Number.NaN));
};

const placesOf = (scores: Column): Column => {
  const places = new Array<number>(scores.length);
  scores
    .map((score, at) => ({ score, at }))
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .forEach(({ at }, place) => {
      places[at] = Math.log2(place + 2);
    });
  return places;
};

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
