import { subtractProducts } from './subtract-products.ts';

/** A square matrix, row-major. */
export type SquareMatrix = { readonly values: Float64Array; readonly size: number };

/**
 * The inverse of a symmetric positive definite matrix by a blocked Cholesky factorisation: A = L·Lᵀ, N = (L⁻¹)ᵀ,
 * A⁻¹ = N·Nᵀ (Golub and Van Loan, Matrix Computations, 4.2). About size³ multiplications and two extra matrices.
 * @throws RangeError when the matrix is not positive definite
 */
export const invertSymmetric = (matrix: SquareMatrix): SquareMatrix => {
  const lower = factorise(matrix);
  return squareOf(invertTransposed(lower));
};

const blockSize = 48;

const at = (values: Float64Array, index: number): number => values[index] as number;

// L, below and on the diagonal; what is above is not read.
const factorise = ({ values: given, size }: SquareMatrix): SquareMatrix => {
  const values = given.slice();
  const target = { values, size };
  for (const columns of blocks(size)) {
    const right = { values, ...columns };
    subtractProducts(
      target,
      { left: { values, from: columns.from, to: size }, right },
      { begin: 0, end: columns.from },
    );
    for (let row = columns.from; row < size; row += 1) finishRow(target, row, columns);
  }
  return target;
};

const finishRow = ({ values, size }: SquareMatrix, row: number, columns: Block): void => {
  for (let column = columns.from; column < Math.min(columns.to, row + 1); column += 1) {
    let rest = at(values, row * size + column);
    for (let m = columns.from; m < column; m += 1) rest -= at(values, row * size + m) * at(values, column * size + m);
    values[row * size + column] = column === row ? rootOf(rest, row) : rest / at(values, column * size + column);
  }
};

const rootOf = (value: number, row: number): number => {
  if (value > 0) return Math.sqrt(value);
  throw new RangeError(`the matrix is not positive definite: pivot ${row} is ${value}`);
};

// N[i, k] = (δ − Σ L[k, m] · N[i, m] over i ≤ m < k) / L[k, k]; nothing stands left of the diagonal.
const invertTransposed = ({ values: lower, size }: SquareMatrix): SquareMatrix => {
  const values = new Float64Array(size * size);
  const target = { values, size };
  for (const columns of blocks(size)) {
    for (const rows of blocks(columns.from)) {
      const pair = { left: { values, ...rows }, right: { values: lower, ...columns } };
      subtractProducts(target, pair, { begin: rows.from, end: columns.from });
    }
    for (let row = 0; row < columns.to; row += 1) solveRow(target, lower, { row, columns });
  }
  return target;
};

const solveRow = (
  { values, size }: SquareMatrix,
  lower: Float64Array,
  { row, columns }: { readonly row: number; readonly columns: Block },
): void => {
  for (let column = Math.max(row, columns.from); column < columns.to; column += 1) {
    let rest = at(values, row * size + column) + (row === column ? 1 : 0);
    for (let m = Math.max(row, columns.from); m < column; m += 1)
      rest -= at(lower, column * size + m) * at(values, row * size + m);
    values[row * size + column] = rest / at(lower, column * size + column);
  }
};

// N·Nᵀ; the lower half is computed, the upper one mirrors it.
const squareOf = ({ values, size }: SquareMatrix): SquareMatrix => {
  const result = new Float64Array(size * size);
  const target = { values: result, size };
  for (const rows of blocks(size))
    for (const columns of blocks(rows.to))
      subtractProducts(
        target,
        { left: { values, ...rows }, right: { values, ...columns } },
        { begin: rows.from, end: size },
      );
  for (let i = 0; i < size; i += 1)
    for (let j = 0; j <= i; j += 1) {
      const value = -at(result, i * size + j);
      result[i * size + j] = value;
      result[j * size + i] = value;
    }
  return target;
};

type Block = { readonly from: number; readonly to: number };

const blocks = (size: number): Block[] =>
  Array.from({ length: Math.ceil(size / blockSize) }, (_, index) => ({
    from: index * blockSize,
    to: Math.min(size, (index + 1) * blockSize),
  }));
