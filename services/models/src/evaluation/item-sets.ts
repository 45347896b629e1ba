import { historiesOf, type Interaction } from '../interactions/interactions.ts';

/** The items of each user as a set, by user number. */
export const itemSets = (list: readonly Interaction[], users: number): ReadonlySet<number>[] =>
  historiesOf(list, users).map((history) => new Set(history.map(({ item }) => item)));
