import { fitEaseWeights } from '../candidates/ease.ts';
import { countPairs } from '../candidates/item-gram.ts';
import { strongestNeighbours } from '../candidates/item-weights.ts';
import type { Interaction } from '../interactions/interactions.ts';
import type { ItemItemCard, Neighbours } from '../package/model-card.ts';
import type { ItemItemPackage } from '../package/model-package.ts';
import { renderNeighbours } from '../package/package-files.ts';
import { sha256 } from '../package/sha256.ts';
import type { Impression } from '../simulator/listen.ts';

export type NeighboursPlan = {
  readonly name: string;
  readonly seed: number;
  readonly source: string;
  readonly items: readonly string[];
  readonly history: readonly Impression[];
  readonly holdOut: readonly Impression[];
  readonly lambda: number;
  readonly neighboursPerItem: number;
};

/** The strongest links of EASE between the items of a listening history, as a package. */
export const trainNeighbours = (plan: NeighboursPlan): ItemItemPackage => {
  const { items, lambda, neighboursPerItem } = plan;
  const interactions = playsOf(plan);
  const users = 1 + Math.max(...interactions.map(({ user }) => user));
  const weights = fitEaseWeights(countPairs(interactions, { users, items: items.length }), lambda);
  const lists = items.map((_, item) => strongestNeighbours(weights, item, neighboursPerItem));
  const neighbours: Neighbours = {
    items: [...items],
    neighbours: lists.map((list) => list.map(({ item }) => item)),
    scores: lists.map((list) => list.map(({ score }) => Math.round(score * 1e6) / 1e6)),
  };
  return { kind: 'item-item', card: cardOf(plan, { neighbours, interactions }), neighbours };
};

// A listener and an item count once, however often it was played.
const playsOf = ({ items, history }: NeighboursPlan): Interaction[] => {
  const [itemNumbers, userNumbers] = [new Map(items.map((id, at) => [id, at])), new Map<string, number>()];
  const plays = new Map<string, Interaction>();
  for (const { user, shown } of history) {
    if (!userNumbers.has(user.id)) userNumbers.set(user.id, userNumbers.size);
    for (const { item, outcome } of shown) {
      const pair = { user: userNumbers.get(user.id) ?? 0, item: itemNumbers.get(item.id) ?? 0, weight: 1 };
      if (outcome > 0) plays.set(`${pair.user} ${pair.item}`, pair);
    }
  }
  return [...plays.values()].sort((a, b) => a.user - b.user || a.item - b.item);
};

type CardParts = { readonly neighbours: Neighbours; readonly interactions: readonly Interaction[] };

const cardOf = (plan: NeighboursPlan, { neighbours, interactions }: CardParts): ItemItemCard => {
  const hash = sha256(renderNeighbours(neighbours));
  return {
    kind: 'item-item',
    file: 'neighbours.json',
    name: plan.name,
    version: `${plan.name}-${hash.slice(0, 8)}`,
    sha256: hash,
    trainingData: {
      source: plan.source,
      hash: sha256(interactions.map(({ user, item }) => `${user} ${item}`).join('\n')),
      simulated: true,
      seed: plan.seed,
    },
    trainer: 'EASE, services/models/src/candidates/ease.ts',
    parameters: { lambda: plan.lambda, neighboursPerItem: plan.neighboursPerItem },
    metrics: measureLift(plan, neighbours),
    latencyBudgetMs: 1,
    items: neighbours.items.length,
    neighboursPerItem: plan.neighboursPerItem,
  };
};

// How much more often a neighbour of what plays is played than any item shown, in views that the history does not hold.
const measureLift = ({ holdOut }: NeighboursPlan, { items, neighbours }: Neighbours): ItemItemCard['metrics'] => {
  const sets = new Map(items.map((id, at) => [id, new Set(neighbours[at]?.map((position) => items[position]))]));
  const shown = holdOut.flatMap(({ current, shown: views }) =>
    views.map(({ item, outcome }) => ({
      isNeighbour: sets.get(current.id)?.has(item.id) === true,
      isPlayed: outcome > 0,
    })),
  );
  const share = (rows: typeof shown): number =>
    rows.filter(({ isPlayed }) => isPlayed).length / Math.max(1, rows.length);
  return {
    data: 'Simulated later views of the same listeners: it shows that the model learned, not that it is good for people.',
    values: {
      playedOfNeighbours: toThreeDigits(share(shown.filter(({ isNeighbour }) => isNeighbour))),
      playedOfAll: toThreeDigits(share(shown)),
    },
  };
};

const toThreeDigits = (value: number): number => Math.round(value * 1000) / 1000;
