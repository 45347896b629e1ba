import { invertSymmetric, type SquareMatrix } from '../linear-algebra/invert-symmetric.ts';
import type { CandidateModel } from './candidate-model.ts';
import { scoreByItems } from './item-weights.ts';

/**
 * The item weights of EASE: the closed form of a linear model without hidden factors, whose diagonal is zero so that no
 * item explains itself. B = −P / diag(P) with P = (XᵀX + λI)⁻¹ (Steck, "Embarrassingly Shallow Autoencoders for Sparse
 * Data", WWW 2019).
 * @param pairs XᵀX, see countPairs; left alone
 * @param lambda above 0; larger trusts rare pairs less
 */
export const fitEaseWeights = ({ values, size }: SquareMatrix, lambda: number): SquareMatrix => {
  const regularised = values.slice();
  for (let item = 0; item < size; item += 1)
    regularised[item * size + item] = (values[item * size + item] as number) + lambda;
  const { values: inverse } = invertSymmetric({ values: regularised, size });
  const diagonal = Float64Array.from({ length: size }, (_, item) => inverse[item * size + item] as number);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1)
      inverse[row * size + column] =
        row === column ? 0 : -(inverse[row * size + column] as number) / (diagonal[column] as number);
  return { values: inverse, size };
};

/** EASE as a candidate model. */
export const createEase = (weights: SquareMatrix): CandidateModel => ({
  name: 'EASE',
  scoreAll: scoreByItems(weights),
});
