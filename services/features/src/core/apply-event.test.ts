import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyEvent, recordLimits, recentHalfLifeMs } from './apply-event.ts';
import { anyEvent, buildLogged } from './event.builder.ts';
import { createEmptySnapshot, createItemRecord } from './records.ts';

const at = 1_700_000_000_000;
const hourMs = 3_600_000;

const build = () => {
  const snapshot = createEmptySnapshot('test', 24 * hourMs);
  snapshot.items.set('song', createItemRecord('track', 'bo'));
  const apply = (given: Parameters<typeof buildLogged>[0]) => applyEvent(snapshot, buildLogged({ at, ...given }));
  return { snapshot, apply };
};

test('A play counts for the item, the listener, the artist, the kind and the pair', () => {
  const { snapshot, apply } = build();
  expect(apply({ currentItem: 'hit' })).toBe(true);
  expect(snapshot.items.get('song')).toMatchObject({ plays: 1, recentPlays: 1, updatedAtMs: at });
  expect(snapshot.items.get('song')?.follows).toEqual(new Map([['hit', 1]]));
  const user = snapshot.users.get('ada');
  expect(user).toMatchObject({ plays: 1, skips: 0, recentOutcomes: [0], updatedAtMs: at });
  expect([user?.playsByArtist, user?.playsByKind]).toEqual([new Map([['bo', 1]]), new Map([['track', 1]])]);
  expect(user?.items.get('song')).toEqual({ plays: 1, lastPlayedAtMs: at, isSaved: false });
});

test('A skip, a save and a seek each count as what they are, and as no play', () => {
  const { snapshot, apply } = build();
  for (const type of ['skip', 'save', 'seek'] as const) apply({ type });
  expect(snapshot.items.get('song')).toMatchObject({ plays: 0, skips: 1, saves: 1, seeks: 1 });
  expect(snapshot.users.get('ada')).toMatchObject({ plays: 0, skips: 1, recentOutcomes: [1] });
  expect(snapshot.users.get('ada')?.items.get('song')).toEqual({ plays: 0, lastPlayedAtMs: null, isSaved: true });
});

test('An event that comes twice counts once', () => {
  const { snapshot, apply } = build();
  expect([apply({ id: 'same' }), apply({ id: 'same' })]).toEqual([true, false]);
  expect(snapshot.items.get('song')?.plays).toBe(1);
});

test('An event from the future counts as having happened when it arrived', () => {
  const { snapshot, apply } = build();
  apply({ at: at + 1000 * hourMs, receivedMs: at });
  expect(snapshot.users.get('ada')?.updatedAtMs).toBe(at);
  expect(snapshot.asOfMs).toBe(at);
});

test('A play is worth half after a week, however late it arrives', () => {
  const { snapshot, apply } = build();
  const late = createEmptySnapshot('late', 1e12);
  snapshot.items.clear();
  apply({ at: at - recentHalfLifeMs });
  applyEvent(late, buildLogged({ at }));
  applyEvent(late, buildLogged({ at: at - recentHalfLifeMs, receivedMs: at }));
  expect(late.items.get('song')).toMatchObject({ recentPlays: 1.5, updatedAtMs: at });
});

test('A listener who comes back after the history expired begins anew, and so do the counts of an item', () => {
  const { snapshot, apply } = build();
  apply({});
  apply({ at: at + 25 * hourMs });
  expect(snapshot.users.get('ada')?.plays).toBe(1);
  expect(snapshot.items.get('song')).toMatchObject({ kind: 'track', artist: 'bo', plays: 1 });
});

test('Listeners whose history has expired are forgotten when others come', () => {
  const { snapshot, apply } = build();
  apply({ user: 'early' });
  apply({ user: 'late', at: at + 25 * hourMs });
  expect([...snapshot.users.keys()]).toEqual(['late']);
});

test('What one record holds is bounded: the weakest goes first', () => {
  const { snapshot, apply } = build();
  for (let more = 0; more < 2; more += 1) apply({ currentItem: 'often' });
  for (let at = 0; at < recordLimits.follows + 5; at += 1) apply({ currentItem: `once-${at}` });
  const follows = snapshot.items.get('song')?.follows;
  expect(follows?.size).toBe(recordLimits.follows);
  expect(follows?.get('often')).toBe(2);
  for (let n = 0; n < recordLimits.userItems + 5; n += 1) apply({ item: `item-${n}`, at: at + n });
  expect(snapshot.users.get('ada')?.items.size).toBe(recordLimits.userItems);
  expect(snapshot.users.get('ada')?.items.has('song')).toBe(false);
});

test('Whatever comes in, counts are those of the distinct events, and no number is one that cannot be', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      const snapshot = createEmptySnapshot('any', 1e12);
      const counted = events.filter((event) => applyEvent(snapshot, { ...event, receivedMs: 1_720_000_000_000 }));
      const items = [...snapshot.items.values()];
      expect(counted.length).toBe(new Set(events.map(({ id }) => id)).size);
      expect(items.reduce((sum, { plays, skips, saves, seeks }) => sum + plays + skips + saves + seeks, 0)).toBe(
        counted.length,
      );
      expect(items.every(({ recentPlays, plays }) => recentPlays >= 0 && recentPlays <= plays + 1e-9)).toBe(true);
    }),
  );
});
