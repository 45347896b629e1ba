import { meanNdcgAt10 } from '../evaluation/graded-ndcg.ts';
import type { RankerPackage } from '../package/model-package.ts';
import { openRuntime } from '../ranker/open-runtime.ts';
import { createRandom } from '../simulator/random.ts';
import { simulate, type SimulationOptions } from '../simulator/simulate.ts';
import { createAppetite } from '../simulator/world.ts';
import { gatherRows } from './gather-rows.ts';
import type { SimulatedGroup } from './training-rows.ts';

/** How a ranker does in a world: NDCG@10 of it and of what it stands between. */
export type WorldQuality = {
  readonly world: string;
  readonly lists: number;
  readonly model: number;
  readonly popularity: number;
  readonly chance: number;
  readonly oracle: number;
  /** The part of what can be gained over chance that the model gains: 1 is the truth of that world. */
  readonly shareOfOracle: number;
  readonly popularityShareOfOracle: number;
};

/**
 * A ranker in a simulated world that need not be the one it was trained in, through the serving runtime. It is no evidence of
 * quality for people: it shows how far what was learned depends on the world being as assumed.
 */
export const measureInWorld = async (
  { model }: Pick<RankerPackage, 'model'>,
  world: string,
  options: SimulationOptions,
): Promise<WorldQuality> => {
  const simulation = simulate(options);
  const { groups } = await gatherRows(simulation);
  const appetite = createAppetite(simulation.rules);
  const random = createRandom(1);
  const ndcg = (scores: (group: SimulatedGroup, at: number) => readonly number[]): number =>
    meanNdcgAt10(groups.map((group, at) => ({ labels: group.labels, scores: scores(group, at) })));
  const scored = await scoreAll(model, groups);
  const chance = ndcg(({ labels }) => labels.map(() => random.next()));
  const oracle = ndcg(({ impression: { user, current, shown } }) =>
    shown.map(({ item }) => appetite(user, item, current)),
  );
  const quality = { model: ndcg((_, at) => scored[at] ?? []), popularity: ndcg((group) => group.popularity) };
  const shareOf = (value: number): number => (value - chance) / (oracle - chance);
  return {
    ...{ world, lists: groups.length, ...quality, chance, oracle },
    shareOfOracle: shareOf(quality.model),
    popularityShareOfOracle: shareOf(quality.popularity),
  };
};

const scoreAll = async (model: Uint8Array, groups: readonly SimulatedGroup[]): Promise<number[][]> => {
  const runtime = await openRuntime(model);
  try {
    const scores: number[][] = [];
    for (const { rows } of groups) scores.push([...(await runtime.score(rows))]);
    return scores;
  } finally {
    await runtime.close();
  }
};

/** The page's section on simulated worlds. */
export const renderWorlds = (qualities: readonly WorldQuality[]): string =>
  [
    '## The committed ranker in worlds that it was not trained in (simulated)',
    '',
    'The simulator is never evidence of quality. The committed ranker is trained in one simulated world; here it ranks views in another',
    'one drawn by the same rules, and in one with other rules (moods outweigh taste, fame counts little, artists tire): NDCG@10,',
    'and the share of what can be gained over chance, where 100 % is the truth that the simulator draws from.',
    '',
    '| world | ranker | popularity | chance | oracle | ranker’s share of the oracle | popularity’s share |',
    '|---|---|---|---|---|---|---|',
    ...qualities.map(
      ({ world, model, popularity, chance, oracle, shareOfOracle, popularityShareOfOracle }) =>
        `| ${[world, ...[model, popularity, chance, oracle].map((value) => value.toFixed(3)), percent(shareOfOracle), percent(popularityShareOfOracle)].join(' | ')} |`,
    ),
    '',
  ].join('\n');

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
