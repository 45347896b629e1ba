import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

const PerUser = Type.Array(Type.Union([Type.Number(), Type.Null()]));
const ModelResult = Type.Object({ ndcg: PerUser, recall: PerUser, coverage: Type.Number() });

/** One split of one data set as it was measured: a line of the results file. */
export const SeedRecord = Type.Object({
  dataSet: Type.String(),
  users: Type.Integer(),
  items: Type.Integer(),
  interactions: Type.Integer(),
  protocol: Type.String({
    description: 'Changes with what is measured, so that old lines are not mixed with new ones.',
  }),
  seed: Type.Integer(),
  settings: Type.Object({
    lambda: Type.Number(),
    knn: Type.Object({ neighbours: Type.Number(), shrinkage: Type.Number() }),
    userNeighbours: Type.Number(),
  }),
  models: Type.Object({
    popularity: ModelResult,
    ItemKNN: ModelResult,
    EASE: ModelResult,
    'EASE → XGBoost': ModelResult,
  }),
});
export type SeedRecord = Static<typeof SeedRecord>;

/** Names what this version measures and how. */
export const protocol = 'per-user 8:1:1, full ranking, folds 8, depth 4 × 150, lambda of 5/1';

/** The records in a results file; lines that are cut off or of another protocol are left out, they are measured again. */
export const parseRecords = (text: string): SeedRecord[] =>
  text.split('\n').flatMap((line) => {
    if (line.trim() === '') return [];
    try {
      const value: unknown = JSON.parse(line);
      return Value.Check(SeedRecord, value) && value.protocol === protocol ? [value] : [];
    } catch {
      return [];
    }
  });
