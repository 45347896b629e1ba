import { readFileSync } from 'node:fs';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { defaultTtlMs, type FeatureSnapshot, type ItemRecord, type UserRecord } from '../core/records.ts';

const Count = Type.Integer({ minimum: 0 });

/** The file that a snapshot is read from: what a history added up to, with ages counted from its end. */
export const SnapshotFile = Type.Object({
  label: Type.String({ description: 'Where the data comes from, in words; simulated data says so.' }),
  version: Type.String(),
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      artist: Type.String(),
      plays: Count,
      skips: Count,
      saves: Count,
      follows: Type.Record(Type.String(), Type.Number({ minimum: 0, maximum: 1 })),
    }),
  ),
  users: Type.Array(
    Type.Object({
      id: Type.String(),
      plays: Count,
      skips: Count,
      playsByArtist: Type.Record(Type.String(), Count),
      playsByKind: Type.Record(Type.String(), Count),
      items: Type.Record(Type.String(), Type.Object({ plays: Count, hoursAgo: Type.Number({ minimum: 0 }) })),
    }),
  ),
});
export type SnapshotFile = Static<typeof SnapshotFile>;

/** When a file's history ended, and how long it holds. */
export type SnapshotTimes = { readonly endedAtMs?: number; readonly ttlMs?: number };

/**
 * The snapshot in a file; its history ended now unless said otherwise.
 * @throws Error that names the file and the first place that is wrong
 */
export const readSnapshot = (path: string, times: SnapshotTimes = {}): FeatureSnapshot => {
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (Value.Check(SnapshotFile, content)) return snapshotOf(content, { endedAtMs: Date.now(), ...times });
  const [problem] = Value.Errors(SnapshotFile, content);
  throw new Error(`${path} is not a feature snapshot: ${problem?.instancePath ?? ''} ${problem?.message ?? ''}`);
};

/** The file's content as maps: an id such as `__proto__` is then an id like any other. */
export const snapshotOf = (file: SnapshotFile, { endedAtMs = 0, ttlMs }: SnapshotTimes = {}): FeatureSnapshot => ({
  version: file.version,
  asOfMs: endedAtMs,
  ttlMs: ttlMs ?? defaultTtlMs,
  seen: new Set(),
  items: new Map(file.items.map((item) => [item.id, itemOf(item, endedAtMs)])),
  users: new Map(file.users.map((user) => [user.id, userOf(user, endedAtMs)])),
});

const itemOf = (item: SnapshotFile['items'][number], endedAtMs: number): ItemRecord => ({
  kind: item.kind,
  artist: item.artist,
  plays: item.plays,
  skips: item.skips,
  saves: item.saves,
  seeks: 0,
  recentPlays: item.plays,
  follows: new Map(Object.entries(item.follows).map(([id, share]) => [id, share * item.plays])),
  updatedAtMs: endedAtMs,
});

const userOf = (user: SnapshotFile['users'][number], endedAtMs: number): UserRecord => ({
  plays: user.plays,
  skips: user.skips,
  playsByArtist: new Map(Object.entries(user.playsByArtist)),
  playsByKind: new Map(Object.entries(user.playsByKind)),
  items: new Map(
    Object.entries(user.items).map(([id, { plays, hoursAgo }]) => [
      id,
      { plays, lastPlayedAtMs: endedAtMs - hoursAgo * 3_600_000, isSaved: false },
    ]),
  ),
  recentOutcomes: [],
  updatedAtMs: endedAtMs,
});
