/** One listener and one item that they played, rated or saved; `weight` is plays or a rating, above 0. */
export type Interaction = { readonly user: number; readonly item: number; readonly weight: number };

/** Interactions of a data set, users and items numbered from 0 without a gap; a pair stands in it once. */
export type Interactions = {
  readonly name: string;
  readonly users: number;
  readonly items: number;
  readonly list: readonly Interaction[];
  /** What was left out while reading, by reason: nothing goes missing in silence. */
  readonly dropped: Readonly<Record<string, number>>;
};

/** The items of each user with their weights, in the order of the list. */
export type Histories = readonly (readonly Interaction[])[];

/** Groups interactions by user; a user without any has an empty history. */
export const historiesOf = (list: readonly Interaction[], users: number): Histories => {
  const histories = Array.from({ length: users }, (): Interaction[] => []);
  for (const interaction of list) histories[interaction.user]?.push(interaction);
  return histories;
};
