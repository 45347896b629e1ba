import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { judgeGolden } from '../promotion/golden-gate.ts';
import { parseLists } from '../promotion/ranked-lists.ts';
import { rankerColumns, servedNames } from '../ranker/columns.ts';
import { trainingParameters, xgboostVersion } from '../ranker/xgboost.ts';
import { openRegistry } from '../registry/registry.ts';
import { simulate } from '../simulator/simulate.ts';
import { askFeatures } from './ask-features.ts';
import { gatherRows } from './gather-rows.ts';
import { committedPlan, train, type TrainingPlan } from './train.ts';
import { trainNeighbours } from './train-neighbours.ts';
import { measureInWorld } from './world-transfer.ts';

const small = { seed: 5, size: { artists: 6, users: 20 } } as const;
const plan: TrainingPlan = {
  ...{ simulation: small, servedListeners: 3 },
  rankers: [{ name: 'small', latencyBudgetMs: 5, parameters: { ...trainingParameters, max_depth: 3, num_round: 4 } }],
};

const isTrainerHere = await xgboostVersion().then(
  () => true,
  () => false,
);

test('Training twice gives the same bytes; where the trainer is not installed it is refused with the way out', async () => {
  if (!isTrainerHere) {
    await expect(train(plan, () => undefined)).rejects.toThrow('apt-get install xgboost');
    return;
  }
  const [first, second] = [await train(plan, () => undefined), await train(plan, () => undefined)];
  expect(second).toEqual(first);
  const [ranker, neighbours] = first.packages;
  expect(ranker?.card).toMatchObject({
    kind: 'ranker',
    trees: 4,
    maxDepth: 3,
    trainingData: { simulated: true, seed: 5 },
  });
  expect(neighbours?.card).toMatchObject({ kind: 'item-item' });
  expect(first.parity['small']?.rows).toBe(6000);
  expect(first.parity['small']?.largest).toBeLessThanOrEqual(1e-5);
  expect(ranker && (await judgeGolden(ranker))).toMatchObject({ verdict: 'pass' });
  expect(parseLists(first.lists)).toMatchObject({ ok: true });
  expect((JSON.parse(first.snapshot) as { label: string; users: unknown[] }).users.length).toBe(3);
});

test('Rows hold what the features service answered at that moment, and strangers are unknown to it', async () => {
  const simulation = simulate(small);
  const { groups } = await gatherRows(simulation);
  expect(groups.length).toBe(simulation.later.length);
  for (const { rows, labels } of groups) {
    expect(rows.map((row) => row.length)).toEqual(labels.map(() => rankerColumns.length));
  }
  const affinity = servedNames.indexOf('user_artist_affinity');
  const strangers = groups.filter(({ rows }) => rows.every((row) => Number.isNaN(row[affinity])));
  expect(strangers.length).toBeGreaterThan(0);
  expect(strangers.length).toBeLessThan(groups.length / 3);
});

test('A history that the features service refuses ends in an error, and no process stays behind', async () => {
  await expect(askFeatures(['{"type":"query"}'], [])).rejects.toThrow(
    'the features command ended with 2: Line 1 of the history is no query line',
  );
  await expect(askFeatures([], ['--seed', '/nowhere.json'])).rejects.toThrow('no such file');
  await expect(askFeatures([], [])).resolves.toMatchObject({ queries: [] });
});

test('Neighbours of a taste are found in its plays, and the package says how much more often they are played', () => {
  const { history, later, world } = simulate({ seed: 9, size: { artists: 6, users: 60 } });
  const { card, neighbours } = trainNeighbours({
    ...{ name: 'neighbours', seed: 9, source: 'Simulated', items: world.items.map(({ id }) => id) },
    ...{ history, holdOut: later, lambda: 30, neighboursPerItem: 10 },
  });
  expect(neighbours.neighbours.every((list) => list.length <= 10)).toBe(true);
  expect(card.metrics.values['playedOfNeighbours']).toBeGreaterThan(card.metrics.values['playedOfAll'] ?? 1);
});

const registry = openRegistry(fileURLToPath(new URL('../../registry', import.meta.url)));
const committed = (name: string) => {
  const serving = registry.serving(name);
  const read = serving.ok ? registry.read(name, serving.pointer.full) : serving;
  if (!read.ok) throw new Error(read.detail);
  return read.content;
};

test('The committed models serve, pass their golden vectors, say that they are simulated, and are as large as they must be', async () => {
  expect(registry.models()).toEqual(['now-playing-neighbours', 'now-playing-ranker', 'now-playing-ranker-small']);
  for (const name of registry.models()) {
    expect(await judgeGolden(committed(name))).toMatchObject({ verdict: 'pass' });
    expect(committed(name).card.trainingData).toMatchObject({
      simulated: true,
      source: expect.stringMatching(/^Simulated/) as unknown,
    });
  }
  expect(committed('now-playing-ranker').card).toMatchObject({ trees: 120, maxDepth: 6, features: rankerColumns });
  expect(committed('now-playing-ranker-small').card).toMatchObject({ trees: 10, features: rankerColumns });
  expect(committedPlan.rankers.map(({ name }) => name)).toEqual(['now-playing-ranker', 'now-playing-ranker-small']);
});

test('Golden vectors of the committed rankers have missing values, a row with nothing known, and rows on thresholds', () => {
  const ranker = committed('now-playing-ranker');
  if (ranker.kind !== 'ranker') throw new Error('not a ranker');
  const { vectors } = ranker.golden;
  expect(vectors.filter(({ features }) => features.includes(null)).length).toBeGreaterThan(24);
  expect(vectors.filter(({ features }) => features.every((value) => value === null)).length).toBe(1);
  expect(new Set(vectors.map(({ score }) => score)).size).toBeGreaterThan(50);
});

test('In the world that it knows the committed ranker orders better than popularity, and that better than chance', () => {
  const { ndcgAt10, ndcgAt10OfOracle, ndcgAt10OfPopularity, ndcgAt10OfChance } =
    committed('now-playing-ranker').card.metrics.values;
  const order = [ndcgAt10OfChance, ndcgAt10OfPopularity, ndcgAt10, ndcgAt10OfOracle].map(
    (value) => value ?? Number.NaN,
  );
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(new Set(order).size).toBe(4);
});

test('The quality of a ranker in another world stands between chance and the truth of that world', async () => {
  const ranker = committed('now-playing-ranker');
  if (ranker.kind !== 'ranker') throw new Error('not a ranker');
  const quality = await measureInWorld(ranker, 'small', small);
  expect(quality.chance).toBeLessThan(quality.model);
  expect(quality.model).toBeLessThan(quality.oracle);
  expect(quality.shareOfOracle).toBeCloseTo((quality.model - quality.chance) / (quality.oracle - quality.chance));
});
