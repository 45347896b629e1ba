import type { FeatureSnapshot, ItemRecord, UserRecord } from '../core/records.ts';
import type { SnapshotFile } from '../store/read-snapshot.ts';

/** What a state adds up to, as the seed file that a service starts with: ages are counted back from its last event. */
export const snapshotFileOf = (
  snapshot: FeatureSnapshot,
  { label, users = Infinity }: { readonly label: string; readonly users?: number },
): SnapshotFile => ({
  label,
  version: snapshot.version,
  items: [...snapshot.items].flatMap(([id, item]) =>
    item.kind === null || item.artist === null ? [] : [itemOf(id, { ...item, kind: item.kind, artist: item.artist })],
  ),
  users: [...snapshot.users].slice(0, users).map(([id, user]) => userOf(id, user, snapshot.asOfMs)),
});

const strongestFollows = 12;

const itemOf = (id: string, item: ItemRecord & { kind: string; artist: string }): SnapshotFile['items'][number] => ({
  id,
  kind: item.kind,
  artist: item.artist,
  plays: item.plays,
  skips: item.skips,
  saves: item.saves,
  follows: Object.fromEntries(
    [...item.follows]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, strongestFollows)
      .map(([current, plays]) => [current, Math.min(1, Math.round((plays / Math.max(1, item.plays)) * 1000) / 1000)]),
  ),
});

const userOf = (id: string, user: UserRecord, asOfMs: number): SnapshotFile['users'][number] => ({
  id,
  plays: user.plays,
  skips: user.skips,
  playsByArtist: Object.fromEntries(user.playsByArtist),
  playsByKind: Object.fromEntries(user.playsByKind),
  items: Object.fromEntries(
    [...user.items].flatMap(([item, { plays, lastPlayedAtMs }]) =>
      lastPlayedAtMs === null
        ? []
        : [[item, { plays, hoursAgo: Math.max(0, Math.round((asOfMs - lastPlayedAtMs) / 360_000) / 10) }]],
    ),
  ),
});
