/** Rows `from` up to `to` of a square row-major matrix. */
export type Rows = { readonly values: Float64Array; readonly from: number; readonly to: number };

/**
 * `target[i, j] −= Σ left[i, m] · right[j, m]` for the rows given and m from `begin` up to `end`: a product of rows with
 * rows, so all reads are contiguous. Two rows by four at a time, in strips of m that stay in the cache.
 * @param target row-major with `size` columns, like `left` and `right`; may be either of them where m does not reach
 */
export const subtractProducts = (
  target: { readonly values: Float64Array; readonly size: number },
  { left, right }: { readonly left: Rows; readonly right: Rows },
  { begin, end }: { readonly begin: number; readonly end: number },
): void => {
  for (let strip = begin; strip < end; strip += stripLength) {
    const range = { begin: strip, end: Math.min(end, strip + stripLength) };
    let i = left.from;
    for (; i + 2 <= left.to; i += 2) {
      let j = right.from;
      for (; j + 4 <= right.to; j += 4) subtractTile(target, { left: left.values, right: right.values, i, j }, range);
      for (; j < right.to; j += 1) {
        subtractOne(target, { left: left.values, right: right.values, i, j }, range);
        subtractOne(target, { left: left.values, right: right.values, i: i + 1, j }, range);
      }
    }
    for (let j = right.from; i < left.to && j < right.to; j += 1)
      subtractOne(target, { left: left.values, right: right.values, i, j }, range);
  }
};

const stripLength = 512;

type Place = { readonly left: Float64Array; readonly right: Float64Array; readonly i: number; readonly j: number };
type Range = { readonly begin: number; readonly end: number };

const at = (values: Float64Array, index: number): number => values[index] as number;

// Eight sums in registers: each value loaded is used two or four times, and a loop of single products would wait for memory.
const subtractTile = (
  { values, size }: { readonly values: Float64Array; readonly size: number },
  { left, right, i, j }: Place,
  { begin, end }: Range,
): void => {
  const [a0, a1] = [i * size, (i + 1) * size];
  const [b0, b1, b2, b3] = [j * size, (j + 1) * size, (j + 2) * size, (j + 3) * size];
  let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let m = begin; m < end; m += 1) {
    const x0 = at(left, a0 + m);
    const x1 = at(left, a1 + m);
    const y0 = at(right, b0 + m);
    const y1 = at(right, b1 + m);
    const y2 = at(right, b2 + m);
    const y3 = at(right, b3 + m);
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
  }
  subtractAt(values, a0 + j, [s00, s01, s02, s03]);
  subtractAt(values, a1 + j, [s10, s11, s12, s13]);
};

const subtractAt = (values: Float64Array, index: number, sums: readonly number[]): void =>
  sums.forEach((sum, offset) => {
    values[index + offset] = at(values, index + offset) - sum;
  });

const subtractOne = (
  { values, size }: { readonly values: Float64Array; readonly size: number },
  { left, right, i, j }: Place,
  { begin, end }: Range,
): void => {
  let sum = 0;
  for (let m = begin; m < end; m += 1) sum += at(left, i * size + m) * at(right, j * size + m);
  values[i * size + j] = at(values, i * size + j) - sum;
};
