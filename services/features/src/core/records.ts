/** What listening to one item added up to, over all listeners, and what the catalogue says of it. */
export type ItemRecord = {
  /** From the catalogue; `null` for an item that was heard before the catalogue knew it. */
  kind: string | null;
  artist: string | null;
  plays: number;
  skips: number;
  saves: number;
  seeks: number;
  /** Plays, each worth half after a week, as of `updatedAtMs`. */
  recentPlays: number;
  /** How often this item was played while another one was current, by that one's id. */
  readonly follows: Map<string, number>;
  /** The last event of the item; `null` before the first. */
  updatedAtMs: number | null;
};

/** What one listener did with one item. */
export type UserItemRecord = { plays: number; lastPlayedAtMs: number | null; isSaved: boolean };

/** What one listener's history added up to. */
export type UserRecord = {
  plays: number;
  skips: number;
  readonly playsByArtist: Map<string, number>;
  readonly playsByKind: Map<string, number>;
  readonly items: Map<string, UserItemRecord>;
  /** The last outcomes, oldest first: 1 a skip, 0 a play. */
  readonly recentOutcomes: number[];
  updatedAtMs: number;
};

/** Everything that features are computed from, as of its last event. Events are folded into it in place. */
export type FeatureSnapshot = {
  /** Names the data that it began with, so that an answer can be traced to it. */
  version: string;
  /** The time of the last event, Unix milliseconds. */
  asOfMs: number;
  /** After how long without an event what is known of a listener, or counted of an item, no longer holds. */
  ttlMs: number;
  readonly items: Map<string, ItemRecord>;
  readonly users: Map<string, UserRecord>;
  /** Ids of the events counted last, oldest first: one that comes again is not counted again. */
  readonly seen: Set<string>;
};

/** How long features hold without a new event, unless a deployer says otherwise. */
export const defaultTtlMs = 90 * 24 * 3_600_000;

/** A state before the first event. */
export const createEmptySnapshot = (version: string, ttlMs: number = defaultTtlMs): FeatureSnapshot => ({
  version,
  asOfMs: 0,
  ttlMs,
  items: new Map(),
  users: new Map(),
  seen: new Set(),
});

/** An item nothing was heard of yet. */
export const createItemRecord = (kind: string | null, artist: string | null): ItemRecord => ({
  kind,
  artist,
  plays: 0,
  skips: 0,
  saves: 0,
  seeks: 0,
  recentPlays: 0,
  follows: new Map(),
  updatedAtMs: null,
});

/** A listener at the first event. */
export const createUserRecord = (atMs: number): UserRecord => ({
  plays: 0,
  skips: 0,
  playsByArtist: new Map(),
  playsByKind: new Map(),
  items: new Map(),
  recentOutcomes: [],
  updatedAtMs: atMs,
});
