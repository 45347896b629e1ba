import { expect, test } from 'vitest';
import { createRandom } from './random.ts';
import { simulate } from './simulate.ts';
import { appetite, createAppetite, createWorld, committedRules, misspecifiedRules } from './world.ts';

const small = { seed: 5, size: { artists: 8, users: 30 } } as const;

test('The same seed makes the same world and the same lines, another seed others', () => {
  const { historyLines, laterLines } = simulate(small);
  expect(simulate(small)).toMatchObject({ historyLines, laterLines });
  expect(simulate({ ...small, seed: 6 }).historyLines).not.toEqual(historyLines);
});

test('What happened later comes after the history, in the order of time, and every event has an id of its own', () => {
  const { history, later, endedAtMs, historyLines, laterLines } = simulate(small);
  const times = [...history, ...later].map(({ atMs }) => atMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(history.every(({ atMs }) => atMs < endedAtMs)).toBe(true);
  expect(later.every(({ atMs }) => atMs >= endedAtMs)).toBe(true);
  const ids = [...historyLines, ...laterLines].flatMap((line) => {
    const { type, id } = JSON.parse(line) as { type: string; id: string };
    return ['play', 'skip', 'save', 'seek'].includes(type) ? [id] : [];
  });
  expect(new Set(ids).size).toBe(ids.length);
});

test('Listeners play what they want: the share played rises with the appetite, and a skip is never also a play', () => {
  const { later } = simulate(small);
  const shown = later.flatMap(({ user, current, shown: items }) =>
    items.map(({ item, outcome }) => ({ wanted: appetite(user, item, current), outcome })),
  );
  const shareOf = (from: number, to: number) => {
    const group = shown.filter(({ wanted }) => wanted >= from && wanted < to);
    return group.filter(({ outcome }) => outcome > 0).length / group.length;
  };
  expect(shareOf(-9, -1)).toBeLessThan(shareOf(-0.5, 0.5));
  expect(shareOf(-0.5, 0.5)).toBeLessThan(shareOf(1, 9));
});

test('A mis-specified world wants other things of the same people and items', () => {
  const world = createWorld(createRandom(1), { artists: 8, users: 40 });
  const [ours, theirs] = [createAppetite(committedRules), createAppetite(misspecifiedRules)];
  const current = world.items[0];
  if (!current) throw new Error('a world without items');
  const favourites = (wants: typeof ours) =>
    world.users.map(
      (user) =>
        world.items.reduce((best, item) => (wants(user, item, current) > wants(user, best, current) ? item : best)).id,
    );
  const other = favourites(theirs);
  expect(favourites(ours).filter((id, at) => id !== other[at]).length).toBeGreaterThan(8);
});
