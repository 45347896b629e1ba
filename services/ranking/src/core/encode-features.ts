import type { Candidate, CurrentTrack, Signals } from './candidate.ts';
import { requestSignals, type Computation } from './request-signals.ts';

/** One input of the model: its name, and what stands in for an unknown value; `null` leaves it missing (NaN). */
export type ModelInput = { readonly name: string; readonly default: number | null };

/** Features as another service answered them: a value a name, one row a candidate. */
export type ServedFeatures = {
  readonly names: readonly string[];
  readonly rows: readonly (readonly (number | null)[])[];
};

export type EncodeRequest = {
  readonly inputs: readonly ModelInput[];
  readonly candidates: readonly Candidate[];
  readonly current: CurrentTrack;
  readonly served: ServedFeatures;
};

/** The model's input: row-major, one row a candidate, one column an input. */
export type FeatureMatrix = { readonly values: Float32Array; readonly rowCount: number; readonly columnCount: number };

/** The matrix that a model with these inputs reads; a feature that nobody gave takes the input's default. */
export const encodeFeatures = (request: EncodeRequest): FeatureMatrix => {
  const { inputs, candidates, served } = request;
  const matrix = {
    values: new Float32Array(candidates.length * inputs.length),
    rowCount: candidates.length,
    columnCount: inputs.length,
  };
  inputs.forEach((input, column) => {
    const missing = input.default ?? Number.NaN;
    const compute = requestSignals.get(input.name);
    if (compute) fill(matrix, column, (row) => computed(compute, request, row) ?? missing);
    else fillServed(matrix, { column, missing, rows: served.rows, servedColumn: served.names.indexOf(input.name) });
  });
  return matrix;
};

/** The served features of one row by name, for what explains a ranking rather than computes it. */
export const signalsOf =
  (served: ServedFeatures, row: number): Signals =>
  (name) =>
    served.rows[row]?.[served.names.indexOf(name)] ?? null;

const computed = (compute: Computation, { candidates, current }: EncodeRequest, row: number): number | null => {
  const candidate = candidates[row];
  return candidate ? compute(candidate, current) : null;
};

const fill = (
  { values, rowCount, columnCount }: FeatureMatrix,
  column: number,
  read: (row: number) => number,
): void => {
  for (let row = 0; row < rowCount; row += 1) values[row * columnCount + column] = read(row);
};

type ServedColumn = {
  readonly column: number;
  readonly missing: number;
  readonly rows: ServedFeatures['rows'];
  /** −1 when nobody serves it. */
  readonly servedColumn: number;
};

// Half of all values come this way: no function is called for each.
const fillServed = ({ values, rowCount, columnCount }: FeatureMatrix, given: ServedColumn): void => {
  const { column, missing, rows, servedColumn } = given;
  for (let row = 0; row < rowCount; row += 1) values[row * columnCount + column] = rows[row]?.[servedColumn] ?? missing;
};
