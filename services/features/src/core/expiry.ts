import type { FeatureSnapshot, ItemRecord, UserRecord } from './records.ts';

/** How long ago a record was last fed; never negative, whatever clocks do. `null` when it never was. */
export const ageMs = (updatedAtMs: number | null, atMs: number): number | null =>
  updatedAtMs === null ? null : Math.max(0, atMs - updatedAtMs);

/** Whether a record's last event lies so far back that it no longer says anything. */
export const isExpired = (updatedAtMs: number | null, atMs: number, ttlMs: number): boolean =>
  (ageMs(updatedAtMs, atMs) ?? 0) > ttlMs;

/** A listener as features may use it at `atMs`: one whose history has expired is unknown. */
export const userAt = (snapshot: FeatureSnapshot, id: string, atMs: number): UserRecord | undefined => {
  const user = snapshot.users.get(id);
  return user && !isExpired(user.updatedAtMs, atMs, snapshot.ttlMs) ? user : undefined;
};

/** Whether what was counted of an item still holds. */
export const areCountsKnown = (item: ItemRecord, atMs: number, ttlMs: number): boolean =>
  !isExpired(item.updatedAtMs, atMs, ttlMs);
