import { expect, test } from 'vitest';
import type { Interaction } from '../interactions/interactions.ts';
import { chooseSettings } from './choose-settings.ts';
import { fitModels } from './fitted-models.ts';
import { describeCandidates, stageTwoFeatures } from './stage-two-rows.ts';

const lists = [
  [0, 1, 2],
  [0, 1, 3],
  [1, 2, 3],
  [4, 5],
  [4, 5, 6],
  [5, 6],
];
const interactions = lists.flatMap((items, user) =>
  items.map((item): Interaction => ({ user, item, weight: 1 + user })),
);
const size = { users: 6, items: 7 };
const settings = { lambda: 1, knn: { neighbours: 3, shrinkage: 0 }, userNeighbours: 3 };

test('Each candidate that is not hidden is a row of every feature, labelled by whether it was played', () => {
  const models = fitModels(interactions, size, settings);
  const { items, group } = describeCandidates(models, { user: 0, hidden: new Set([0, 1, 2]), played: new Set([3]) });
  expect(items[0]).toBe(3);
  expect([...items].sort()).toEqual([3, 4, 5, 6]);
  expect(group.rows.map((row) => row.length)).toEqual(items.map(() => stageTwoFeatures.length));
  expect(group.labels).toEqual([1, 0, 0, 0]);
  const first = Object.fromEntries(stageTwoFeatures.map((name, at) => [name, group.rows[0]?.[at]]));
  expect(first).toMatchObject({
    ease_share_of_best: 1,
    ease_place: 1,
    item_users_log: Math.fround(Math.log1p(2)),
    user_items_log: Math.fround(Math.log1p(3)),
  });
});

test('A listener without a history gets rows whose unknown values are missing, not zero', () => {
  const models = fitModels(
    interactions.filter(({ user }) => user !== 5),
    size,
    settings,
  );
  const { group } = describeCandidates(models, { user: 5, hidden: new Set(), played: new Set() });
  const at = (name: (typeof stageTwoFeatures)[number]) => group.rows[0]?.[stageTwoFeatures.indexOf(name)];
  expect(at('strongest_link')).toBeNaN();
  expect(at('user_mean_weight')).toBeNaN();
  expect(at('user_items_log')).toBe(0);
});

test('Settings are chosen by the validation part alone', () => {
  const split = { train: interactions, validation: [{ user: 0, item: 3, weight: 1 }], test: [] };
  const chosen = chooseSettings(split, size);
  expect(chosen).toEqual(chooseSettings({ ...split, test: [{ user: 0, item: 6, weight: 1 }] }, size));
  expect(chosen.lambda).toBeGreaterThan(0);
});
