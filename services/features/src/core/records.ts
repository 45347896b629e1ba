/** What listening to one item added up to, over all listeners. */
export type ItemRecord = {
  readonly kind: string;
  readonly artist: string;
  readonly plays: number;
  readonly skips: number;
  readonly saves: number;
  /** How often this item followed another one, by that one's id: a share from 0 to 1. */
  readonly follows: ReadonlyMap<string, number>;
};

/** What one listener's history added up to. */
export type UserRecord = {
  readonly plays: number;
  readonly skips: number;
  readonly playsByArtist: ReadonlyMap<string, number>;
  readonly playsByKind: ReadonlyMap<string, number>;
  readonly items: ReadonlyMap<string, { readonly plays: number; readonly hoursAgo: number }>;
};

/** Everything that features are computed from, at one instant. */
export type FeatureSnapshot = {
  /** Names the data, so that an answer can be traced to it. */
  readonly version: string;
  readonly items: ReadonlyMap<string, ItemRecord>;
  readonly users: ReadonlyMap<string, UserRecord>;
};
