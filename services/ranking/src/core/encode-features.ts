import type { Candidate, CurrentTrack, Signals } from './candidate.ts';
import { requestSignals } from './request-signals.ts';

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
export const encodeFeatures = ({ inputs, candidates, current, served }: EncodeRequest): FeatureMatrix => {
  const columns = inputs.map((input) => columnReader(input, served));
  const values = new Float32Array(candidates.length * columns.length);
  candidates.forEach((candidate, row) =>
    columns.forEach((read, column) => {
      values[row * columns.length + column] = read(candidate, row, current);
    }),
  );
  return { values, rowCount: candidates.length, columnCount: columns.length };
};

/** The served features of one row by name, for what explains a ranking rather than computes it. */
export const signalsOf =
  (served: ServedFeatures, row: number): Signals =>
  (name) =>
    served.rows[row]?.[served.names.indexOf(name)] ?? null;

type ColumnReader = (candidate: Candidate, row: number, current: CurrentTrack) => number;

const columnReader = (input: ModelInput, served: ServedFeatures): ColumnReader => {
  const missing = input.default ?? Number.NaN;
  const compute = requestSignals.get(input.name);
  if (compute) return (candidate, _row, current) => compute(candidate, current) ?? missing;
  const servedColumn = served.names.indexOf(input.name);
  return (_candidate, row) => served.rows[row]?.[servedColumn] ?? missing;
};
