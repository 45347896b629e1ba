import type { ModelPackage } from '../package/model-package.ts';
import { renderLists, type RankedList } from '../promotion/ranked-lists.ts';
import { rankerColumns } from '../ranker/columns.ts';
import { trainingParameters, xgboostVersion, type TrainingParameters } from '../ranker/xgboost.ts';
import { createRandom } from '../simulator/random.ts';
import { committedSeed, simulate, type Simulation, type SimulationOptions } from '../simulator/simulate.ts';
import { boost, type Boosted } from './boost.ts';
import { gatherRows, keepListeners } from './gather-rows.ts';
import { measureHoldOut } from './measure-hold-out.ts';
import { createRequestLog } from './request-log.ts';
import { trainNeighbours } from './train-neighbours.ts';
import { createProposals, type SimulatedGroup } from './training-rows.ts';

/** All that comes of training on one simulated world. */
export type Training = {
  readonly packages: readonly ModelPackage[];
  /** Of each ranker, how far the serving runtime is from the trainer. */
  readonly parity: Readonly<Record<string, Boosted['parity']>>;
  /** What the features service is given: the whole catalogue and a few listeners. */
  readonly snapshot: string;
  /** Requests for the ranking service about those listeners. */
  readonly requestLog: string;
  /** The lists of the listeners to measure with, for a promotion gate. */
  readonly lists: string;
};

export type TrainingPlan = {
  readonly simulation: SimulationOptions;
  readonly rankers: readonly RankerPlan[];
  readonly servedListeners: number;
};

export type RankerPlan = {
  readonly name: string;
  readonly latencyBudgetMs: number;
  readonly parameters: TrainingParameters;
};

/** What is committed: a ranker, a cheap one for when the budget is short, and the items that go with an item. */
export const committedPlan: TrainingPlan = {
  simulation: { seed: committedSeed },
  servedListeners: 24,
  rankers: [
    { name: 'now-playing-ranker', latencyBudgetMs: 3, parameters: trainingParameters },
    {
      name: 'now-playing-ranker-small',
      latencyBudgetMs: 1,
      parameters: { ...trainingParameters, eta: 0.3, num_round: 10 },
    },
  ],
};

/**
 * Trains on simulated listening: rows from the features service's own command, four fifths of the listeners to learn
 * from and the others to measure with. The same plan gives the same bytes.
 * @throws ConfigurationError where the trainer is not installed
 */
export const train = async (plan: TrainingPlan, progress: (text: string) => void): Promise<Training> => {
  await xgboostVersion();
  progress('simulating');
  const simulation = simulate(plan.simulation);
  progress('asking the features service for rows');
  const { snapshot, groups } = await gatherRows(simulation);
  const { training, holdOut } = splitListeners(simulation, groups);
  const source = `Simulated listening (services/models, seed ${simulation.seed}): ${training.length} views, not data of real people.`;
  const shared = { seed: simulation.seed, source, training, holdOut };
  const boosted: Boosted[] = [];
  for (const ranker of plan.rankers) {
    progress(`boosting ${ranker.name}`);
    const measure: Parameters<typeof boost>[0]['measure'] = (scored) =>
      measureHoldOut(shared.holdOut, scored, simulation.rules);
    boosted.push(await boost({ ...shared, ...ranker, measure }));
  }
  progress('fitting the neighbours');
  const neighbours = trainNeighbours({
    ...{ name: 'now-playing-neighbours', seed: simulation.seed, lambda: 30, neighboursPerItem: 24 },
    source: `Simulated listening (services/models, seed ${simulation.seed}): ${simulation.history.length} views, not data of real people.`,
    ...{ items: simulation.world.items.map(({ id }) => id), history: simulation.history, holdOut: simulation.later },
  });
  const served = servedListeners(simulation, plan);
  return {
    packages: [...boosted.map(({ content }) => content), neighbours],
    parity: Object.fromEntries(boosted.map(({ content, parity }) => [content.card.name, parity])),
    snapshot: keepListeners(snapshot, served),
    lists: renderLists({ source, names: rankerColumns.map(({ name }) => name), lists: shared.holdOut.map(toList) }),
    requestLog: createRequestLog(createRandom(simulation.seed + 2), simulation, {
      ...{ requests: 60, users: served, propose: createProposals(createRandom(simulation.seed + 4), simulation) },
    }),
  };
};

/** Four fifths of the listeners to learn from; the others are for measuring, training never sees them. */
export const splitListeners = (
  { world }: Simulation,
  groups: readonly SimulatedGroup[],
): { readonly training: readonly SimulatedGroup[]; readonly holdOut: readonly SimulatedGroup[] } => {
  const learners = new Set(world.users.slice(0, Math.floor(world.users.length * 0.8)).map(({ id }) => id));
  const isLearner = ({ impression }: SimulatedGroup): boolean => learners.has(impression.user.id);
  return { training: groups.filter(isLearner), holdOut: groups.filter((group) => !isLearner(group)) };
};

/** The listeners that the committed services know. */
export const servedListeners = ({ world }: Simulation, plan: TrainingPlan): string[] =>
  world.users.slice(0, plan.servedListeners).map(({ id }) => id);

const toList = ({ impression, rows, labels }: SimulatedGroup): RankedList => ({
  current: impression.current.id,
  items: impression.shown.map(({ item }) => item.id),
  rows: rows.map((row) => Array.from(row, (value) => (Number.isNaN(value) ? null : value))),
  labels: [...labels],
});
