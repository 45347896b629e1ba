import type { Random } from '../simulator/random.ts';
import { historiesOf, type Interaction, type Interactions } from './interactions.ts';

/** The parts of a data set: models learn from `train`, settings are chosen on `validation`, `test` is seen once. */
export type Split = {
  readonly train: readonly Interaction[];
  readonly validation: readonly Interaction[];
  readonly test: readonly Interaction[];
};

/** Splits each user's interactions at random 8 : 1 : 1, with RecBole's rounding (`split_by_ratio`, group by user). */
export const splitByUser = (random: Random, { list, users }: Interactions): Split => {
  const parts = historiesOf(list, users).map((history) => {
    const shuffled = shuffle(random, history);
    const [train, validation] = sizesOf(shuffled.length);
    return {
      train: shuffled.slice(0, train),
      validation: shuffled.slice(train, train + validation),
      test: shuffled.slice(train + validation),
    };
  });
  return {
    train: parts.flatMap(({ train }) => train),
    validation: parts.flatMap(({ validation }) => validation),
    test: parts.flatMap(({ test }) => test),
  };
};

/** Parts of a history, dealt at random, as even as can be: for learning from what a fit has not seen. */
export const dealFolds = (
  random: Random,
  list: readonly Interaction[],
  { users, folds }: { readonly users: number; readonly folds: number },
): Interaction[][] => {
  const dealt = Array.from({ length: folds }, (): Interaction[] => []);
  for (const history of historiesOf(list, users)) {
    const first = Math.floor(random.next() * folds);
    shuffle(random, history).forEach((interaction, at) => dealt[(first + at) % folds]?.push(interaction));
  }
  return dealt;
};

// RecBole gives a part that would be smaller than one its one, as long as something is left to train on.
const sizesOf = (total: number): [train: number, validation: number] => {
  const tenth = Math.floor(total * 0.1);
  let [train, validation, test] = [total - 2 * tenth, tenth, tenth];
  if (train > 1 && total * 0.1 < 1) [train, test] = [train - 1, test + 1];
  if (train > 1 && total * 0.1 < 1) [train, validation] = [train - 1, validation + 1];
  return [train, validation];
};

/** A random order (Fisher and Yates); the list given is left alone. */
export const shuffle = <Item>(random: Random, items: readonly Item[]): Item[] => {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const chosen = Math.floor(random.next() * (last + 1));
    [shuffled[last], shuffled[chosen]] = [shuffled[chosen] as Item, shuffled[last] as Item];
  }
  return shuffled;
};
