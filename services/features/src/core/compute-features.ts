import { recentHalfLifeMs } from './apply-event.ts';
import { ageMs, areCountsKnown, userAt } from './expiry.ts';
import { featureNames, type FeatureName, type FeatureRow } from './feature-names.ts';
import type { FeatureSnapshot, ItemRecord, UserItemRecord, UserRecord } from './records.ts';

/** What features are asked for: one listener, what plays now, the items to describe, and when and where. */
export type FeatureQuery = {
  readonly user: string;
  readonly currentItem: string;
  readonly items: readonly string[];
  /** The time that ages and context are computed for, Unix milliseconds; absent is that of the last event. */
  readonly at?: number;
  /** What the listener's clock is ahead of UTC, minutes; absent leaves the features of the time of day unknown. */
  readonly utcOffsetMinutes?: number;
};

/**
 * One row an item, in the order asked. Training rows and live requests both come from here, so that a model sees in
 * service what it saw in training. What is unknown (item, listener, pair, expired history) is `null`, never 0 and never
 * NaN: the model tells them apart.
 */
export const computeFeatures = (snapshot: FeatureSnapshot, query: FeatureQuery): FeatureRow[] => {
  const atMs = query.at ?? snapshot.asOfMs;
  const shared = { atMs, user: userAt(snapshot, query.user, atMs), query };
  return query.items.map((id) => {
    const item = snapshot.items.get(id);
    const counted = item && areCountsKnown(item, atMs, snapshot.ttlMs) ? item : undefined;
    const facts: Facts = { ...shared, item, counted, pair: shared.user?.items.get(id) };
    return columns.map((compute) => compute(facts));
  });
};

type Facts = {
  readonly atMs: number;
  readonly query: FeatureQuery;
  readonly user: UserRecord | undefined;
  /** What the catalogue knows. */
  readonly item: ItemRecord | undefined;
  /** What was counted, unless it has expired. */
  readonly counted: ItemRecord | undefined;
  readonly pair: UserItemRecord | undefined;
};

const computations: Readonly<Record<FeatureName, (facts: Facts) => number | null>> = {
  item_popularity: ({ counted }) => (counted ? Math.log1p(counted.plays) : null),
  item_skip_rate: ({ counted }) => (counted ? smoothedRate(counted.skips, counted.plays) : null),
  item_save_rate: ({ counted }) => (counted ? smoothedRate(counted.saves, counted.plays) : null),
  user_artist_affinity: ({ item, user }) => shareOf(user, user?.playsByArtist, item?.artist),
  user_kind_affinity: ({ item, user }) => shareOf(user, user?.playsByKind, item?.kind),
  user_skip_rate: ({ user }) => (user ? smoothedRate(user.skips, user.plays) : null),
  user_item_plays: ({ user, pair }) => (user ? Math.log1p(pair?.plays ?? 0) : null),
  hours_since_last_played: ({ pair, atMs }) => hoursSince(pair?.lastPlayedAtMs ?? null, atMs),
  co_listening: ({ counted, query }) => coListening(counted, query.currentItem),
  item_recent_plays: ({ counted, atMs }) => (counted ? Math.log1p(recentPlaysAt(counted, atMs)) : null),
  item_seek_rate: ({ counted }) => (counted ? smoothedRate(counted.seeks, counted.plays) : null),
  user_recent_skip_rate: ({ user }) => (user ? meanOf(user.recentOutcomes) : null),
  user_item_is_saved: ({ user, pair }) => (user ? Number(pair?.isSaved ?? false) : null),
  user_hours_since_active: ({ user, atMs }) => hoursSince(user?.updatedAtMs ?? null, atMs),
  context_hour: ({ atMs, query }) => localDate(atMs, query.utcOffsetMinutes)?.getUTCHours() ?? null,
  context_is_weekend: ({ atMs, query }) => isWeekend(localDate(atMs, query.utcOffsetMinutes)),
};

const columns = featureNames.map((name) => computations[name]);

// Ten imagined plays without the event keep a single early skip from looking like a certainty.
const smoothedRate = (events: number, plays: number): number => events / (plays + 10);

const shareOf = (
  user: UserRecord | undefined,
  counts: ReadonlyMap<string, number> | undefined,
  key: string | null | undefined,
): number | null => (user && typeof key === 'string' ? (counts?.get(key) ?? 0) / Math.max(1, user.plays) : null);

const coListening = (item: ItemRecord | undefined, currentItem: string): number | null => {
  const together = item?.follows.get(currentItem);
  return item && together !== undefined && item.plays > 0 ? round(together / item.plays, 1e6) : null;
};

const recentPlaysAt = ({ recentPlays, updatedAtMs }: ItemRecord, atMs: number): number =>
  recentPlays * 2 ** (-(ageMs(updatedAtMs, atMs) ?? 0) / recentHalfLifeMs);

// Tenths of an hour: the same request a second later is the same request for the model.
const hoursSince = (thenMs: number | null, atMs: number): number | null => {
  const age = ageMs(thenMs, atMs);
  return age === null ? null : round(age / 3_600_000, 10);
};

const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

const localDate = (atMs: number, utcOffsetMinutes: number | undefined): Date | undefined =>
  utcOffsetMinutes === undefined ? undefined : new Date(atMs + utcOffsetMinutes * 60_000);

const isWeekend = (date: Date | undefined): number | null =>
  date === undefined ? null : Number(date.getUTCDay() === 0 || date.getUTCDay() === 6);

const round = (value: number, parts: number): number => Math.round(value * parts) / parts;
