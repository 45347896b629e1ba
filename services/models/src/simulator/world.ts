import { kinds, type Kind } from './kinds.ts';
import type { Random } from './random.ts';

/** What the simulator knows of an item and no feature shows directly. */
export type WorldItem = {
  readonly id: string;
  readonly kind: Kind;
  readonly artist: string;
  readonly genres: readonly number[];
  readonly quality: number;
  readonly ageDays: number;
};

/** What the simulator knows of a listener and no feature shows directly. */
export type WorldUser = {
  readonly id: string;
  readonly taste: readonly number[];
  readonly kindAppetite: Readonly<Record<Kind, number>>;
  readonly loyalty: number;
  readonly noveltyAppetite: number;
};

/** A simulated world of listening. It is no evidence of quality: it only gives the model something to learn. */
export type World = { readonly items: readonly WorldItem[]; readonly users: readonly WorldUser[] };

export type WorldSize = { readonly artists: number; readonly users: number };

/** A world drawn at random: artists with a sound, items that share it, listeners with a taste. */
export const createWorld = (random: Random, size: WorldSize): World => {
  const artists = Array.from({ length: size.artists }, (_, at) => ({
    name: `artist-${at + 1}`,
    genres: drawGenres(random),
    fame: random.normal(),
  }));
  const items = kinds.flatMap((kind) =>
    Array.from({ length: itemsOfKind[kind] }, (_, at) => {
      const { name, genres, fame } = random.pick(artists);
      const quality = 0.7 * fame + 0.7 * random.normal();
      return { id: `${kind}-${at + 1}`, kind, artist: name, genres, quality, ageDays: drawAge(random) };
    }),
  );
  return { items, users: Array.from({ length: size.users }, (_, at) => drawUser(random, `user-${at + 1}`)) };
};

/** What a listener's wants are made of, in units of log-odds: the rules of a world. */
export type Rules = {
  readonly taste: number;
  readonly mood: number;
  readonly quality: number;
  readonly loyalty: number;
  readonly novelty: number;
  readonly noveltyHalfLifeDays: number;
  /** How much the artist of what plays tires; 0 in a world where nobody tires. */
  readonly fatigue: number;
  readonly reserve: number;
};

/** The rules of the world that the committed model learns from. */
export const committedRules: Rules = {
  taste: 3,
  mood: 1.5,
  quality: 0.6,
  loyalty: 1,
  novelty: 1,
  noveltyHalfLifeDays: 30,
  fatigue: 0,
  reserve: 2.2,
};

/**
 * Another world, which no model was trained in: moods weigh more than taste, fame little, what is new counts for months,
 * and the artist of the track that plays tires most listeners.
 */
export const misspecifiedRules: Rules = {
  taste: 1.6,
  mood: 3,
  quality: 0.2,
  loyalty: 0.4,
  novelty: 1.6,
  noveltyHalfLifeDays: 180,
  fatigue: 0.9,
  reserve: 2.2,
};

/** How much a listener wants an item while another one plays: the truth that training has to find. */
export type Appetite = (user: WorldUser, item: WorldItem, current: WorldItem) => number;

/** The appetite under some rules. */
export const createAppetite =
  (rules: Rules): Appetite =>
  (user, item, current) =>
    rules.taste * dot(user.taste, item.genres) +
    rules.mood * dot(current.genres, item.genres) +
    user.kindAppetite[item.kind] +
    rules.quality * item.quality +
    (item.artist === current.artist ? rules.loyalty * user.loyalty - rules.fatigue : 0) +
    rules.novelty * user.noveltyAppetite * 2 ** (-item.ageDays / rules.noveltyHalfLifeDays) -
    rules.reserve;

/** The appetite in the committed world. */
export const appetite: Appetite = createAppetite(committedRules);

const genreCount = 6;

const itemsOfKind: Readonly<Record<Kind, number>> = {
  track: 160,
  artist: 24,
  album: 30,
  playlist: 16,
  podcast: 16,
  concert: 12,
  merch: 12,
  lyrics: 20,
};

// Cubed before they are normalised: a sound or a taste has one or two strong genres.
const drawGenres = (random: Random): number[] => {
  const weights = Array.from({ length: genreCount }, () => random.next() ** 3 + 0.01);
  const length = Math.hypot(...weights);
  return weights.map((weight) => weight / length);
};

const drawAge = (random: Random): number => Math.round(-Math.log(1 - random.next()) * 250);

const drawUser = (random: Random, id: string): WorldUser => ({
  id,
  taste: drawGenres(random),
  kindAppetite: Object.fromEntries(
    kinds.map((kind) => [kind, (kind === 'track' ? 1 : -0.6) + 0.7 * random.normal()]),
  ) as Record<Kind, number>,
  loyalty: 0.8 + 0.5 * random.normal(),
  noveltyAppetite: 1.2 * random.next(),
});

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
