import { isExpired } from './expiry.ts';
import { happenedAtMs, type LoggedEvent } from './listening-event.ts';
import {
  createItemRecord,
  createUserRecord,
  type FeatureSnapshot,
  type ItemRecord,
  type UserItemRecord,
  type UserRecord,
} from './records.ts';

/** How much one record may hold, so that a state cannot grow with the ids that senders make up. */
export const recordLimits = {
  users: 1_000_000,
  items: 500_000,
  seen: 100_000,
  follows: 64,
  userItems: 500,
  userArtists: 200,
  recentOutcomes: 20,
} as const;

/** After how long a play counts half in `recentPlays`. */
export const recentHalfLifeMs = 7 * 24 * 3_600_000;

/**
 * Folds one event into a state, in place. The same events in the same order give the same state, wherever it runs:
 * services, both kinds of log, and training all come here.
 * @returns false when the event was counted before and nothing changed
 */
export const applyEvent = (snapshot: FeatureSnapshot, event: LoggedEvent): boolean => {
  if (snapshot.seen.has(event.id)) return false;
  remember(snapshot.seen, event.id);
  const atMs = happenedAtMs(event);
  const item = itemFor(snapshot, event.item, atMs);
  const user = userFor(snapshot, event.user, atMs);
  count({ event, atMs, item, user });
  item.updatedAtMs = Math.max(item.updatedAtMs ?? 0, atMs);
  user.updatedAtMs = Math.max(user.updatedAtMs, atMs);
  snapshot.asOfMs = Math.max(snapshot.asOfMs, atMs);
  return true;
};

const remember = (seen: Set<string>, id: string): void => {
  seen.add(id);
  if (seen.size <= recordLimits.seen) return;
  const [oldest] = seen;
  if (oldest !== undefined) seen.delete(oldest);
};

const itemFor = (snapshot: FeatureSnapshot, id: string, atMs: number): ItemRecord => {
  const known = snapshot.items.get(id);
  if (known && !isExpired(known.updatedAtMs, atMs, snapshot.ttlMs)) return known;
  const fresh = createItemRecord(known?.kind ?? null, known?.artist ?? null);
  if (known || snapshot.items.size < recordLimits.items) snapshot.items.set(id, fresh);
  return fresh;
};

// Listeners stand in the order of their last event, so that those to forget are always the first.
const userFor = (snapshot: FeatureSnapshot, id: string, atMs: number): UserRecord => {
  const { users, ttlMs } = snapshot;
  const asOfMs = Math.max(snapshot.asOfMs, atMs);
  const known = users.get(id);
  const user = known && !isExpired(known.updatedAtMs, atMs, ttlMs) ? known : createUserRecord(atMs);
  users.delete(id);
  users.set(id, user);
  for (const [oldest, { updatedAtMs }] of users) {
    if (users.size <= recordLimits.users && !isExpired(updatedAtMs, asOfMs, ttlMs)) break;
    users.delete(oldest);
  }
  return user;
};

type Counted = {
  readonly event: LoggedEvent;
  readonly atMs: number;
  readonly item: ItemRecord;
  readonly user: UserRecord;
};

const count = (counted: Counted): void => {
  const { event, item, user } = counted;
  if (event.type === 'play') countPlay(counted);
  if (event.type === 'skip') countSkip(counted);
  if (event.type === 'seek') item.seeks += 1;
  if (event.type !== 'save') return;
  item.saves += 1;
  userItemFor(user, event.item).isSaved = true;
};

const countSkip = ({ item, user }: Counted): void => {
  item.skips += 1;
  user.skips += 1;
  addOutcome(user, 1);
};

const countPlay = ({ event, atMs, item, user }: Counted): void => {
  item.recentPlays = decayed(item, atMs);
  item.plays += 1;
  if (event.currentItem !== undefined) addBounded(item.follows, event.currentItem, recordLimits.follows);
  user.plays += 1;
  if (item.artist !== null) addBounded(user.playsByArtist, item.artist, recordLimits.userArtists);
  if (item.kind !== null) addBounded(user.playsByKind, item.kind, recordLimits.userArtists);
  const played = userItemFor(user, event.item);
  played.plays += 1;
  played.lastPlayedAtMs = Math.max(played.lastPlayedAtMs ?? 0, atMs);
  addOutcome(user, 0);
};

// A late event counts for what it is worth now, and does not make older ones younger.
const decayed = ({ recentPlays, updatedAtMs }: ItemRecord, atMs: number): number => {
  const fromMs = updatedAtMs ?? atMs;
  return atMs >= fromMs
    ? recentPlays * 2 ** ((fromMs - atMs) / recentHalfLifeMs) + 1
    : recentPlays + 2 ** ((atMs - fromMs) / recentHalfLifeMs);
};

const addOutcome = ({ recentOutcomes }: UserRecord, outcome: number): void => {
  recentOutcomes.push(outcome);
  if (recentOutcomes.length > recordLimits.recentOutcomes) recentOutcomes.shift();
};

const addBounded = (counts: Map<string, number>, key: string, limit: number): void => {
  if (!counts.has(key) && counts.size >= limit) dropSmallest(counts, (plays) => plays);
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const userItemFor = (user: UserRecord, id: string): UserItemRecord => {
  const known = user.items.get(id);
  if (known) return known;
  if (user.items.size >= recordLimits.userItems) dropSmallest(user.items, ({ lastPlayedAtMs }) => lastPlayedAtMs ?? 0);
  const fresh: UserItemRecord = { plays: 0, lastPlayedAtMs: null, isSaved: false };
  user.items.set(id, fresh);
  return fresh;
};

const dropSmallest = <Value>(map: Map<string, Value>, sizeOf: (value: Value) => number): void => {
  let smallest: { key: string; size: number } | undefined;
  for (const [key, value] of map) {
    const size = sizeOf(value);
    if (!smallest || size < smallest.size) smallest = { key, size };
  }
  if (smallest) map.delete(smallest.key);
};
