import { readFileSync } from 'node:fs';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { FeatureSnapshot } from '../core/records.ts';

const Count = Type.Integer({ minimum: 0 });

/** The file that a snapshot is read from. */
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

/**
 * The snapshot in a file.
 * @throws Error that names the file and the first place that is wrong
 */
export const readSnapshot = (path: string): FeatureSnapshot => {
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (Value.Check(SnapshotFile, content)) return snapshotOf(content);
  const [problem] = Value.Errors(SnapshotFile, content);
  throw new Error(`${path} is not a feature snapshot: ${problem?.instancePath ?? ''} ${problem?.message ?? ''}`);
};

/** The file's content as maps: an id such as `__proto__` is then an id like any other. */
export const snapshotOf = (file: SnapshotFile): FeatureSnapshot => ({
  version: file.version,
  items: new Map(file.items.map(({ id, follows, ...item }) => [id, { ...item, follows: mapOf(follows) }])),
  users: new Map(
    file.users.map(({ id, plays, skips, playsByArtist, playsByKind, items }) => [
      id,
      { plays, skips, playsByArtist: mapOf(playsByArtist), playsByKind: mapOf(playsByKind), items: mapOf(items) },
    ]),
  ),
});

const mapOf = <Value>(record: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> =>
  new Map(Object.entries(record));
