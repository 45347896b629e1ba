import { appetite, type World, type WorldItem, type WorldUser } from './world.ts';
import type { Random } from './random.ts';

/** What came of showing an item: 0 passed over or skipped, 1 played, 2 saved. */
export type Outcome = 0 | 1 | 2;

/** One listener, what played, what was shown next to it, and what came of each. */
export type Impression = {
  readonly user: WorldUser;
  readonly current: WorldItem;
  readonly shown: readonly { readonly item: WorldItem; readonly outcome: Outcome }[];
};

/** Views of random items: each is played, saved or passed over by the listener's appetite for it, with noise. */
export const simulateImpressions = (
  random: Random,
  world: World,
  size: { perUser: number; shown: number },
): Impression[] => {
  const tracks = world.items.filter(({ kind }) => kind === 'track');
  return world.users.flatMap((user) =>
    Array.from({ length: size.perUser }, () => {
      const current = pickLiked(random, tracks, user);
      const shown = pickDistinct(random, world.items, size.shown).map((item) => ({
        item,
        outcome: drawOutcome(random, appetite(user, item, current)),
      }));
      return { user, current, shown };
    }),
  );
};

const drawOutcome = (random: Random, wanted: number): Outcome => {
  const isPlayed = random.happens(1 / (1 + Math.exp(-wanted)));
  if (!isPlayed) return 0;
  return random.happens(1 / (1 + Math.exp(2.5 - wanted))) ? 2 : 1;
};

// People play what they like: of six tracks at random, the one wanted most.
const pickLiked = (random: Random, tracks: readonly WorldItem[], user: WorldUser): WorldItem =>
  pickDistinct(random, tracks, 6).reduce((best, track) =>
    appetite(user, track, track) > appetite(user, best, best) ? track : best,
  );

const pickDistinct = (random: Random, items: readonly WorldItem[], count: number): WorldItem[] => {
  const chosen = new Set<WorldItem>();
  while (chosen.size < Math.min(count, items.length)) chosen.add(random.pick(items));
  return [...chosen];
};
