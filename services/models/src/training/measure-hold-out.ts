import { meanNdcgAt10 } from '../evaluation/graded-ndcg.ts';
import type { RankerCard } from '../package/model-card.ts';
import type { ScoredGroup } from '../ranker/row-group.ts';
import { createRandom } from '../simulator/random.ts';
import { createAppetite, type Rules } from '../simulator/world.ts';
import type { SimulatedGroup } from './training-rows.ts';

/** The values on a ranker's card: NDCG@10 of the model, of the truth of that world, of popularity and of chance. */
export const measureHoldOut = (
  groups: readonly SimulatedGroup[],
  scored: readonly ScoredGroup[],
  rules: Rules,
): RankerCard['metrics'] => {
  const random = createRandom(1);
  const appetite = createAppetite(rules);
  const ndcg = (scoresOf: (group: SimulatedGroup) => readonly number[]): number =>
    toThreeDigits(meanNdcgAt10(groups.map((group) => ({ labels: group.labels, scores: scoresOf(group) }))));
  return {
    data: 'Simulated, listeners that training never saw: it shows that the model learned, not that it is good for people.',
    values: {
      ndcgAt10: toThreeDigits(meanNdcgAt10(scored)),
      ndcgAt10OfOracle: ndcg(({ impression: { user, current, shown } }) =>
        shown.map(({ item }) => appetite(user, item, current)),
      ),
      ndcgAt10OfPopularity: ndcg(({ popularity }) => popularity),
      ndcgAt10OfChance: ndcg(({ labels }) => labels.map(() => random.next())),
      lists: groups.length,
    },
  };
};

const toThreeDigits = (value: number): number => Math.round(value * 1000) / 1000;
