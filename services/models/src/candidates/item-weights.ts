import type { Histories } from '../interactions/interactions.ts';
import type { SquareMatrix } from '../linear-algebra/invert-symmetric.ts';

/** Scores by weights between items: `weights[j, i]` is what an item j of the history says for item i. */
export const scoreByItems =
  ({ values, size }: SquareMatrix) =>
  (history: Histories[number]): Float64Array => {
    const scores = new Float64Array(size);
    for (const { item } of history) {
      const row = item * size;
      for (let column = 0; column < size; column += 1)
        scores[column] = (scores[column] as number) + (values[row + column] as number);
    }
    return scores;
  };

export type Neighbour = { readonly item: number; readonly score: number };

/** The items that an item says most for, strongest first; equal ones by number, only positive scores. */
export const strongestNeighbours = ({ values, size }: SquareMatrix, item: number, count: number): Neighbour[] =>
  Array.from({ length: size }, (_, column) => ({ item: column, score: values[item * size + column] ?? 0 }))
    .filter((neighbour) => neighbour.item !== item && neighbour.score > 0)
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, count);
