import { appetite, type Random, type WorldItem, type WorldUser } from './simulated-world.ts';

/** What a listener does with an item, as the features service takes it. */
export type Act = {
  readonly type: 'play' | 'skip' | 'save' | 'seek';
  readonly item: string;
  /** What played when it was chosen or passed over. */
  readonly currentItem?: string;
  readonly positionMs?: number;
};

/** A view that a listener looks at. */
export type SeenView = {
  readonly user: WorldUser;
  readonly current: WorldItem;
  /** The cards from the top; ids that the world does not know are passed over without being seen. */
  readonly cards: readonly WorldItem[];
};

export type Listened = {
  readonly acts: readonly Act[];
  /** The card that was chosen; none when nothing seen was wanted. */
  readonly chosen: { readonly item: WorldItem; readonly position: number } | undefined;
};

/**
 * What a simulated listener does with one view: hears the current track or cuts it off, looks at the cards from the top, ever
 * less likely to look on, and takes the first one that is wanted enough; those looked at before it are passed over.
 */
export const listenOnce = ({ user, current, cards }: SeenView, random: Random): Listened => {
  const acts: Act[] = [...hearCurrent(user, current, random)];
  for (const [at, item] of cards.entries()) {
    if (at > 0 && !random.happens(lookOn)) break;
    const wanted = appetite(user, item, current) - pickiness;
    const isWanted = random.happens(chance(wanted));
    const about = { item: item.id, currentItem: current.id };
    if (!isWanted) {
      acts.push({ type: 'skip', ...about });
      continue;
    }
    acts.push({ type: 'play', ...about });
    if (random.happens(chance(wanted - 1))) acts.push({ type: 'save', ...about });
    return { acts, chosen: { item, position: at + 1 } };
  }
  return { acts, chosen: undefined };
};

/**
 * What an item must offer to be taken at even odds: a listener who chooses among cards wants more than one who lets an item
 * play. The best twenty items of this world lie around it, the middle one far below.
 */
const pickiness = 2.5;

/** How likely a listener looks at the next card after one that was not wanted. */
const lookOn = 0.85;

const chance = (wanted: number): number => 1 / (1 + Math.exp(-wanted));

const hearCurrent = (user: WorldUser, current: WorldItem, random: Random): Act[] => {
  const positionMs = Math.round(random.next() * 200_000);
  const sought: Act[] = random.happens(0.1) ? [{ type: 'seek', item: current.id, positionMs }] : [];
  // Who chose a track mostly hears it to its end.
  const isHeard = random.happens(chance(appetite(user, current, current) + 1));
  return [...sought, isHeard ? { type: 'play', item: current.id } : { type: 'skip', item: current.id, positionMs }];
};
