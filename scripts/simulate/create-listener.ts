import { listenOnce, type Act } from './listen-once.ts';
import { appetite, createRandom, type Random, type World, type WorldItem, type WorldUser } from './simulated-world.ts';

/** What a listener asks for next. */
export type ViewQuestion = {
  readonly user: string;
  readonly current: { readonly id: string; readonly artist: string };
  readonly recent: readonly string[];
};

/** What came of a view: what to tell features, and what was chosen. */
export type ViewOutcome = {
  readonly acts: readonly Act[];
  readonly chosen: { readonly id: string; readonly kind: string; readonly position: number } | undefined;
};

/** One simulated listener who goes from track to track; decides from its own sequence, whatever others do. */
export type Listener = {
  readonly ask: () => ViewQuestion;
  /** @param cardIds from the top of the view */
  readonly see: (cardIds: readonly string[]) => ViewOutcome;
};

/** A listener of this world: the same seed and the same answers give the same choices. */
export const createListener = (world: World, user: WorldUser, seed: number): Listener => {
  const random = createRandom(seed);
  const items = new Map(world.items.map((item) => [item.id, item]));
  const tracks = world.items.filter(({ kind }) => kind === 'track');
  let current = pickLiked(random, user, tracks);
  let recent: readonly string[] = [];
  return {
    ask: () => ({ user: user.id, current: { id: current.id, artist: current.artist }, recent }),
    see: (cardIds) => {
      const cards = cardIds.flatMap((id) => items.get(id) ?? []);
      const { acts, chosen } = listenOnce({ user, current, cards }, random);
      recent = [current.id, ...recent].slice(0, mostRecent);
      current = nextTrack({ chosen: chosen?.item, cards, tracks }) ?? pickLiked(random, user, tracks);
      return {
        acts,
        chosen: chosen && { id: chosen.item.id, kind: chosen.item.kind, position: chosen.position },
      };
    },
  };
};

const mostRecent = 20;

type Next = {
  readonly chosen: WorldItem | undefined;
  readonly cards: readonly WorldItem[];
  readonly tracks: readonly WorldItem[];
};

// An artist or an album plays its first track; when nothing was chosen, the first track of the view follows by itself.
const nextTrack = ({ chosen, cards, tracks }: Next): WorldItem | undefined =>
  chosen?.kind === 'track'
    ? chosen
    : ((chosen && tracks.find(({ artist }) => artist === chosen.artist)) ?? cards.find(({ kind }) => kind === 'track'));

const pickLiked = (random: Random, user: WorldUser, tracks: readonly WorldItem[]): WorldItem =>
  Array.from({ length: 6 }, () => random.pick(tracks)).reduce((best, track) =>
    appetite(user, track, track) > appetite(user, best, best) ? track : best,
  );
