import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createListener } from './create-listener.ts';
import { listenOnce } from './listen-once.ts';
import { appetite, committedWorld, createRandom, type WorldItem, type WorldUser } from './simulated-world.ts';

const world = committedWorld();
const [user] = world.users as [WorldUser];
const tracks = world.items.filter(({ kind }) => kind === 'track');
const [current] = tracks as [WorldItem];
const byAppetite = world.items.toSorted((one, other) => appetite(user, other, current) - appetite(user, one, current));

const anyView = fc.record({
  seed: fc.nat(),
  cards: fc.shuffledSubarray([...world.items], { maxLength: 20 }),
});

test('A listener takes at most one card, saves only what was taken, and passes over only what stood above it', () => {
  fc.assert(
    fc.property(anyView, ({ seed, cards }) => {
      const { acts, chosen } = listenOnce({ user, current, cards }, createRandom(seed));
      const onCards = acts.filter(({ currentItem }) => currentItem === current.id);
      const taken = onCards.filter(({ type }) => type === 'play').map(({ item }) => item);
      expect(taken).toEqual(chosen ? [chosen.item.id] : []);
      expect(onCards.filter(({ type }) => type === 'save').every(({ item }) => item === chosen?.item.id)).toBe(true);
      const passed = onCards.filter(({ type }) => type === 'skip').map(({ item }) => item);
      expect(passed).toEqual(cards.slice(0, passed.length).map(({ id }) => id));
      if (chosen) expect(cards[chosen.position - 1]).toBe(chosen.item);
    }),
  );
});

test('Listeners take a card more often, and higher up, when what they want stands on top', () => {
  const listen = (cards: readonly WorldItem[]) => {
    const random = createRandom(7);
    const all = Array.from({ length: 400 }, () => listenOnce({ user, current, cards }, random).chosen);
    const taken = all.flatMap((chosen) => chosen ?? []);
    return { taken: taken.length, position: taken.reduce((sum, { position }) => sum + position, 0) / taken.length };
  };
  const [best, worst] = [listen(byAppetite.slice(0, 10)), listen(byAppetite.slice(-10))];
  expect(best.taken).toBeGreaterThan(2 * worst.taken);
  expect(best.position).toBeLessThan(worst.position);
});

test('The same seed and the same answers give the same choices; another seed gives others', () => {
  const walk = (seed: number) => {
    const listener = createListener(world, user, seed);
    return Array.from({ length: 30 }, () => {
      const question = listener.ask();
      return { question, outcome: listener.see(byAppetite.slice(0, 20).map(({ id }) => id)) };
    });
  };
  expect(walk(5)).toEqual(walk(5));
  expect(walk(5)).not.toEqual(walk(6));
});

test('A listener goes on to a track, remembers what played, and is not stopped by an empty view or unknown cards', () => {
  const listener = createListener(world, user, 11);
  const before = listener.ask();
  listener.see([]);
  listener.see(['no-such-card', '__proto__']);
  const after = listener.ask();
  expect(tracks.map(({ id }) => id)).toContain(after.current.id);
  expect(after.recent).toHaveLength(2);
  expect(after.recent.at(-1)).toBe(before.current.id);
});
