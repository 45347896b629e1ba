import { toOnnx } from '../ranker/to-onnx.ts';
import type { XgboostModel } from '../ranker/xgboost-model.ts';
import type { GoldenVectors, Neighbours } from './model-card.ts';
import type { ItemItemPackage, RankerPackage } from './model-package.ts';
import { renderGolden, renderNeighbours } from './package-files.ts';
import { sha256 } from './sha256.ts';

/** A ranker for tests with one split: `popularity < threshold` scores `below`, else `above`; a missing value goes above. */
export const buildRanker = ({
  name = 'ranker',
  threshold = 1,
  below = 0.25,
  above = 0.75,
  features = ['popularity', 'age'],
  latencyBudgetMs = 1000,
} = {}): RankerPackage => {
  const model = toOnnx(oneSplit({ threshold, below, above }), features.length);
  const golden: GoldenVectors = {
    source: 'walking the tree by hand',
    vectors: [
      { features: features.map(() => 0), score: threshold > 0 ? below : above },
      { features: features.map(() => threshold), score: above },
      { features: features.map(() => null), score: above },
    ],
  };
  return {
    kind: 'ranker',
    model,
    golden,
    card: {
      ...{ kind: 'ranker', file: 'model.onnx', name, version: `${name}-${sha256(model).slice(0, 8)}` },
      ...provenance(sha256(model), latencyBudgetMs),
      features: features.map((feature) => ({ name: feature, default: null })),
      ...{ trees: 1, maxDepth: 1 },
      golden: { file: 'golden.json', sha256: sha256(renderGolden(golden)), tolerance: 1e-5 },
    },
  };
};

/** An item-item model for tests: each item's neighbours by name, strongest first. */
export const buildItemItem = (
  links: Readonly<Record<string, readonly string[]>> = { a: ['b'], b: ['a', 'c'], c: [] },
  name = 'neighbours',
): ItemItemPackage => {
  const items = Object.keys(links);
  const lists = items.map((item) => (links[item] ?? []).map((other) => items.indexOf(other)));
  const neighbours: Neighbours = {
    items,
    neighbours: lists,
    scores: lists.map((list) => list.map((_, place) => 1 / (place + 1))),
  };
  const hash = sha256(renderNeighbours(neighbours));
  return {
    kind: 'item-item',
    neighbours,
    card: {
      ...{ kind: 'item-item', file: 'neighbours.json', name, version: `${name}-${hash.slice(0, 8)}` },
      ...provenance(hash, 1),
      ...{ items: items.length, neighboursPerItem: Math.max(1, ...lists.map(({ length }) => length)) },
    },
  };
};

const provenance = (hash: string, latencyBudgetMs: number) => ({
  sha256: hash,
  trainingData: { source: 'made by hand for a test', hash: sha256(''), simulated: true },
  trainer: 'by hand',
  parameters: {},
  metrics: { data: 'none', values: {} },
  latencyBudgetMs,
});

const oneSplit = ({ threshold, below, above }: Record<'threshold' | 'below' | 'above', number>): XgboostModel => ({
  baseScore: 0,
  trees: [
    {
      left_children: [1, -1, -1],
      right_children: [2, -1, -1],
      split_indices: [0, 0, 0],
      split_conditions: [threshold, below, above],
      default_left: [0, 0, 0],
    },
  ],
});
