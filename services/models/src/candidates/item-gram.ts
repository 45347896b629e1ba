import type { Interaction } from '../interactions/interactions.ts';
import { historiesOf } from '../interactions/interactions.ts';
import type { SquareMatrix } from '../linear-algebra/invert-symmetric.ts';

/** How many users each pair of items has in common (XᵀX of the binary matrix); the diagonal is the users of one item. */
export const countPairs = (
  train: readonly Interaction[],
  { users, items }: { readonly users: number; readonly items: number },
): SquareMatrix => {
  const values = new Float64Array(items * items);
  for (const history of historiesOf(train, users)) {
    const numbers = history.map(({ item }) => item);
    for (const row of numbers)
      for (const column of numbers) values[row * items + column] = (values[row * items + column] ?? 0) + 1;
  }
  return { values, size: items };
};
