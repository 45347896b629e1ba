import type { Random } from './random.ts';
import type { Appetite, World, WorldItem, WorldUser } from './world.ts';

/** What came of showing an item: 0 passed over or skipped, 1 played, 2 played and saved. */
export type Outcome = 0 | 1 | 2;

/** One listener, what played, what was shown next to it and what came of each, and when (Unix ms). */
export type Impression = {
  readonly id: string;
  readonly atMs: number;
  readonly user: WorldUser;
  readonly current: WorldItem;
  readonly shown: readonly { readonly item: WorldItem; readonly outcome: Outcome }[];
};

export type ListeningPlan = {
  readonly appetite: Appetite;
  /** Sessions of one listener. */
  readonly sessions: number;
  /** Views of one session: each begins with what the one before ended with. */
  readonly views: number;
  readonly shown: number;
  readonly fromMs: number;
  readonly toMs: number;
};

/**
 * Sessions of listening: each view shows random items, which are played, saved or passed over by the listener's appetite,
 * with noise; a played track is what plays in the next view. In the order of time, listeners mixed.
 */
export const simulateListening = (random: Random, world: World, plan: ListeningPlan): Impression[] => {
  const tracks = world.items.filter(({ kind }) => kind === 'track');
  return world.users
    .flatMap((user) =>
      Array.from({ length: plan.sessions }, () => simulateSession(random, { user, tracks, world, plan })),
    )
    .flat()
    .sort((a, b) => a.atMs - b.atMs)
    .map((impression, at) => ({ ...impression, id: `view-${at + 1}` }));
};

type Session = {
  readonly user: WorldUser;
  readonly tracks: readonly WorldItem[];
  readonly world: World;
  readonly plan: ListeningPlan;
};

const viewMs = 180_000;

const simulateSession = (random: Random, { user, tracks, world, plan }: Session): Omit<Impression, 'id'>[] => {
  const beginMs = plan.fromMs + Math.floor(random.next() * (plan.toMs - plan.fromMs - plan.views * viewMs));
  let current = pickLiked(random, { tracks, user, appetite: plan.appetite });
  return Array.from({ length: plan.views }, (_, view) => {
    const shown = pickDistinct(random, world.items, plan.shown).map((item) => ({
      item,
      outcome: drawOutcome(random, plan.appetite(user, item, current)),
    }));
    const impression = { atMs: beginMs + view * viewMs, user, current, shown };
    current = shown.find(({ item, outcome }) => item.kind === 'track' && outcome > 0)?.item ?? current;
    return impression;
  });
};

const drawOutcome = (random: Random, wanted: number): Outcome => {
  const isPlayed = random.happens(1 / (1 + Math.exp(-wanted)));
  if (!isPlayed) return 0;
  return random.happens(1 / (1 + Math.exp(2.5 - wanted))) ? 2 : 1;
};

type Liking = { readonly tracks: readonly WorldItem[]; readonly user: WorldUser; readonly appetite: Appetite };

// People play what they like: of six tracks at random, the one wanted most.
const pickLiked = (random: Random, { tracks, user, appetite }: Liking): WorldItem =>
  pickDistinct(random, tracks, 6).reduce((best, track) =>
    appetite(user, track, track) > appetite(user, best, best) ? track : best,
  );

const pickDistinct = (random: Random, items: readonly WorldItem[], count: number): WorldItem[] => {
  const chosen = new Set<WorldItem>();
  while (chosen.size < Math.min(count, items.length)) chosen.add(random.pick(items));
  return [...chosen];
};
