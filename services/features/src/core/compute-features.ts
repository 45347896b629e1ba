import { featureNames, type FeatureName, type FeatureRow } from './feature-names.ts';
import type { FeatureSnapshot, ItemRecord, UserRecord } from './records.ts';

/** What features are asked for: one listener, what plays now, and the items to describe. */
export type FeatureQuery = { readonly user: string; readonly currentItem: string; readonly items: readonly string[] };

/**
 * One row an item, in the order asked. Training rows and live requests both come from here, so that a model sees in
 * service what it saw in training. What is unknown (item, listener, pair) is `null`, never 0: the model tells them apart.
 */
export const computeFeatures = (snapshot: FeatureSnapshot, query: FeatureQuery): FeatureRow[] => {
  const user = snapshot.users.get(query.user);
  return query.items.map((id) => {
    const item = snapshot.items.get(id);
    const facts: Facts = { id, item, user, currentItem: query.currentItem };
    return featureNames.map((name) => computations[name](facts));
  });
};

type Facts = {
  readonly id: string;
  readonly item: ItemRecord | undefined;
  readonly user: UserRecord | undefined;
  readonly currentItem: string;
};

const computations: Readonly<Record<FeatureName, (facts: Facts) => number | null>> = {
  item_popularity: ({ item }) => (item ? Math.log1p(item.plays) : null),
  item_skip_rate: ({ item }) => (item ? smoothedRate(item.skips, item.plays) : null),
  item_save_rate: ({ item }) => (item ? smoothedRate(item.saves, item.plays) : null),
  user_artist_affinity: ({ item, user }) => (item && user ? share(user.playsByArtist.get(item.artist), user) : null),
  user_kind_affinity: ({ item, user }) => (item && user ? share(user.playsByKind.get(item.kind), user) : null),
  user_skip_rate: ({ user }) => (user ? smoothedRate(user.skips, user.plays) : null),
  user_item_plays: ({ id, user }) => (user ? Math.log1p(user.items.get(id)?.plays ?? 0) : null),
  hours_since_last_played: ({ id, user }) => user?.items.get(id)?.hoursAgo ?? null,
  co_listening: ({ item, currentItem }) => item?.follows.get(currentItem) ?? null,
};

// Ten imagined plays without the event keep a single early skip from looking like a certainty.
const smoothedRate = (events: number, plays: number): number => events / (plays + 10);

const share = (plays: number | undefined, user: UserRecord): number => (plays ?? 0) / Math.max(1, user.plays);
