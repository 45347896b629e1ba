import type { FeatureMatrix } from '../core/encode-features.ts';

/** The matrix of some rows, for tests and measurements; `null` is a missing value. */
export const featureMatrixOf = (rows: readonly (readonly (number | null)[])[]): FeatureMatrix => ({
  values: Float32Array.from(rows.flatMap((row) => row.map((value) => value ?? Number.NaN))),
  rowCount: rows.length,
  columnCount: rows[0]?.length ?? 0,
});
