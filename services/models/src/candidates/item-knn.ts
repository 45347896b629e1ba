import type { SquareMatrix } from '../linear-algebra/invert-symmetric.ts';
import type { CandidateModel } from './candidate-model.ts';
import { scoreByItems, strongestNeighbours } from './item-weights.ts';

export type ItemKnnSettings = { readonly neighbours: number; readonly shrinkage: number };

/**
 * Cosine similarity between items, only the strongest neighbours of each item kept (Deshpande and Karypis, "Item-based
 * top-N recommendation algorithms", 2004); the shrinkage in the denominator trusts rare pairs less.
 * @param pairs XᵀX, see countPairs; left alone
 */
export const fitItemKnnWeights = (pairs: SquareMatrix, { neighbours, shrinkage }: ItemKnnSettings): SquareMatrix => {
  const { size } = pairs;
  const similar = similarities(pairs, shrinkage);
  const values = new Float64Array(size * size);
  for (let item = 0; item < size; item += 1)
    // Of an item, its neighbours speak for it: they stand in its column.
    for (const neighbour of strongestNeighbours(similar, item, neighbours))
      values[neighbour.item * size + item] = neighbour.score;
  return { values, size };
};

/** ItemKNN as a candidate model. */
export const createItemKnn = (weights: SquareMatrix): CandidateModel => ({
  name: 'ItemKNN',
  scoreAll: scoreByItems(weights),
});

const similarities = ({ values, size }: SquareMatrix, shrinkage: number): SquareMatrix => {
  const norms = Float64Array.from({ length: size }, (_, item) => Math.sqrt(values[item * size + item] as number));
  const similar = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      const both = values[row * size + column] as number;
      if (both > 0)
        similar[row * size + column] = both / ((norms[row] as number) * (norms[column] as number) + shrinkage);
    }
  return { values: similar, size };
};
