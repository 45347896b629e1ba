/** The features that this service computes, in the order of a row. Names are part of the contract: add, never reuse. */
export const featureNames = [
  'item_popularity',
  'item_skip_rate',
  'item_save_rate',
  'user_artist_affinity',
  'user_kind_affinity',
  'user_skip_rate',
  'user_item_plays',
  'hours_since_last_played',
  'co_listening',
  'item_recent_plays',
  'item_seek_rate',
  'user_recent_skip_rate',
  'user_item_is_saved',
  'user_hours_since_active',
  'context_hour',
  'context_is_weekend',
] as const;

export type FeatureName = (typeof featureNames)[number];

/** One row: a value a name, `null` where nothing is known. */
export type FeatureRow = readonly (number | null)[];
