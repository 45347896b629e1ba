import type { SnapshotFile } from '../../services/features/src/store/read-snapshot.ts';
import type { Impression } from './listen.ts';
import type { World } from './world.ts';

type ItemCounts = { plays: number; skips: number; saves: number; after: Map<string, number> };
type UserCounts = {
  plays: number;
  skips: number;
  byArtist: Map<string, number>;
  byKind: Map<string, number>;
  items: Map<string, { plays: number; at: number }>;
};

/** What a history adds up to, in the form in which the features service reads it. */
export const summariseHistory = (world: World, history: readonly Impression[], version: string): SnapshotFile => {
  const items = new Map(world.items.map(({ id }) => [id, newItemCounts()]));
  const users = new Map(world.users.map(({ id }) => [id, newUserCounts()]));
  history.forEach((impression, at) => {
    addImpression(
      { item: (id) => items.get(id) ?? newItemCounts(), user: users.get(impression.user.id) ?? newUserCounts() },
      impression,
      at,
    );
  });
  return {
    label: 'Simulated listening (scripts/train-model, seeded): not data of real people.',
    version,
    items: world.items.map(({ id, kind, artist }) => ({
      id,
      kind,
      artist,
      ...itemSummary(items.get(id) ?? newItemCounts()),
    })),
    users: world.users.map(({ id }) => ({ id, ...userSummary(users.get(id) ?? newUserCounts(), history.length) })),
  };
};

type Counts = { readonly item: (id: string) => ItemCounts; readonly user: UserCounts };

const addImpression = ({ item, user }: Counts, { current, shown }: Impression, at: number): void => {
  for (const { item: seen, outcome } of shown) {
    const counts = item(seen.id);
    if (outcome === 0) {
      counts.skips += 1;
      user.skips += 1;
      continue;
    }
    counts.plays += 1;
    counts.saves += outcome === 2 ? 1 : 0;
    add(counts.after, current.id);
    user.plays += 1;
    add(user.byArtist, seen.artist);
    add(user.byKind, seen.kind);
    user.items.set(seen.id, { plays: (user.items.get(seen.id)?.plays ?? 0) + 1, at });
  }
};

const strongestFollows = 12;

const itemSummary = ({ plays, skips, saves, after }: ItemCounts) => ({
  plays,
  skips,
  saves,
  follows: Object.fromEntries(
    [...after]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, strongestFollows)
      .map(([id, count]) => [id, Math.round((count / plays) * 1000) / 1000]),
  ),
});

// History has no clock: its last impression is now, and one impression of anyone takes three seconds.
const userSummary = ({ plays, skips, byArtist, byKind, items }: UserCounts, end: number) => ({
  plays,
  skips,
  playsByArtist: Object.fromEntries(byArtist),
  playsByKind: Object.fromEntries(byKind),
  items: Object.fromEntries(
    [...items].map(([id, { plays: times, at }]) => [
      id,
      { plays: times, hoursAgo: Math.round(((end - at) * 3) / 360) / 10 },
    ]),
  ),
});

const add = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const newItemCounts = (): ItemCounts => ({ plays: 0, skips: 0, saves: 0, after: new Map() });

const newUserCounts = (): UserCounts => ({
  plays: 0,
  skips: 0,
  byArtist: new Map(),
  byKind: new Map(),
  items: new Map(),
});
