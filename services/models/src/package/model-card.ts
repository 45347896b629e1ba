import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Identifier = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$', maxLength: 80 });

/** One column of a ranker, in order; `null` leaves an unknown value missing (NaN). */
export const CardFeature = Type.Object({ name: Type.String(), default: Type.Union([Type.Number(), Type.Null()]) });

const common = {
  name: Identifier,
  version: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$', maxLength: 80, description: 'Answers carry it.' }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Of the model file: what `file` names.' }),
  trainingData: Type.Object({
    source: Type.String({ description: 'In words; says so when it is simulated.' }),
    hash: Sha256,
    simulated: Type.Boolean(),
    seed: Type.Optional(Type.Integer()),
  }),
  trainer: Type.String({ description: 'The program that trained it, with its version.' }),
  parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  metrics: Type.Object({
    data: Type.String({ description: 'What they were measured on.' }),
    values: Type.Record(Type.String(), Type.Number()),
  }),
  latencyBudgetMs: Type.Number({
    exclusiveMinimum: 0,
    description: 'What one call may take at the 99th percentile: 100 rows for a ranker, one item for item-item.',
  }),
};

/** A model that scores rows of features: trees as an ONNX TreeEnsembleRegressor. */
export const RankerCard = Type.Object({
  kind: Type.Literal('ranker'),
  file: Type.Literal('model.onnx'),
  ...common,
  features: Type.Array(CardFeature, { minItems: 1, description: 'In the order of the columns.' }),
  trees: Type.Integer({ minimum: 1 }),
  maxDepth: Type.Integer({ minimum: 1 }),
  golden: Type.Object({
    file: Type.Literal('golden.json'),
    sha256: Sha256,
    tolerance: Type.Number({ exclusiveMinimum: 0 }),
  }),
});

/** A model that knows the items that go with an item: a list of neighbours for each. */
export const ItemItemCard = Type.Object({
  kind: Type.Literal('item-item'),
  file: Type.Literal('neighbours.json'),
  ...common,
  items: Type.Integer({ minimum: 1 }),
  neighboursPerItem: Type.Integer({ minimum: 1 }),
});

/** What must be known of a model to serve it, and of how it came about to trust it. */
export const ModelCard = Type.Union([RankerCard, ItemItemCard]);
export type ModelCard = Static<typeof ModelCard>;
export type RankerCard = Static<typeof RankerCard>;
export type ItemItemCard = Static<typeof ItemItemCard>;

/** Vectors on which the runtime that serves must agree with the trainer; `null` is a missing value. */
export const GoldenVectors = Type.Object({
  source: Type.String(),
  vectors: Type.Array(
    Type.Object({
      features: Type.Array(Type.Union([Type.Number(), Type.Null()])),
      score: Type.Number(),
    }),
    { minItems: 1 },
  ),
});
export type GoldenVectors = Static<typeof GoldenVectors>;

/** Neighbours as positions in `items`, strongest first, and their scores beside them. */
export const Neighbours = Type.Object({
  items: Type.Array(Type.String(), { minItems: 1 }),
  neighbours: Type.Array(Type.Array(Type.Integer({ minimum: 0 }))),
  scores: Type.Array(Type.Array(Type.Number())),
});
export type Neighbours = Static<typeof Neighbours>;

/** The first place where a value breaks a schema, in words; `undefined` when it does not. */
export const problemWith = (schema: TSchema, value: unknown): string | undefined => {
  if (Value.Check(schema, value)) return undefined;
  const [problem] = Value.Errors(schema, value);
  return `${problem?.instancePath === '' || !problem ? 'the whole' : problem.instancePath} ${problem?.message ?? 'is wrong'}`;
};
