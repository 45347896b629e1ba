import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';

// This service's own reading of services/models/card.schema.json: a test holds the two together.

const Name = Type.String({ pattern: '^[a-z0-9][a-z0-9.-]*$', maxLength: 80 });
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

const common = {
  name: Name,
  version: Name,
  sha256: Sha256,
  trainingData: Type.Object({
    source: Type.String(),
    hash: Sha256,
    simulated: Type.Boolean(),
    seed: Type.Optional(Type.Integer()),
  }),
  trainer: Type.String(),
  parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  metrics: Type.Object({ data: Type.String(), values: Type.Record(Type.String(), Type.Number()) }),
  latencyBudgetMs: Type.Number({ exclusiveMinimum: 0 }),
};

/** What must be known of a ranker to serve it, and of how it came about to trust it. */
export const RankerCard = Type.Object({
  kind: Type.Literal('ranker'),
  file: Type.Literal('model.onnx'),
  ...common,
  features: Type.Array(Type.Object({ name: Type.String(), default: Type.Union([Type.Number(), Type.Null()]) }), {
    minItems: 1,
  }),
  trees: Type.Integer({ minimum: 1 }),
  maxDepth: Type.Integer({ minimum: 1 }),
  golden: Type.Object({
    file: Type.Literal('golden.json'),
    sha256: Sha256,
    tolerance: Type.Number({ exclusiveMinimum: 0 }),
  }),
});
export type RankerCard = Static<typeof RankerCard>;

/** What must be known of a list of neighbours to serve it. */
export const ItemItemCard = Type.Object({
  kind: Type.Literal('item-item'),
  file: Type.Literal('neighbours.json'),
  ...common,
  items: Type.Integer({ minimum: 1 }),
  neighboursPerItem: Type.Integer({ minimum: 1 }),
});
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

/** Neighbours as positions in `items`, strongest first. */
export const NeighboursFile = Type.Object({
  items: Type.Array(Type.String(), { minItems: 1 }),
  neighbours: Type.Array(Type.Array(Type.Integer({ minimum: 0 }))),
  scores: Type.Array(Type.Array(Type.Number())),
});

/** Which versions of a model serve: `full` answers, `canary` its percentage of listeners, `shadow` scores beside. */
export const ServingPointer = Type.Object({
  full: Name,
  canary: Type.Optional(
    Type.Object({ version: Name, percent: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 100 }) }),
  ),
  shadow: Type.Optional(Name),
});
export type ServingPointer = Static<typeof ServingPointer>;

/** A value of a JSON text, or the first thing that is wrong with it. */
export type Parsed<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly detail: string };

/** Reads a JSON text as a schema says; never throws. */
export const parseAs = <Schema extends TSchema>(schema: Schema, text: string): Parsed<Static<Schema>> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, detail: `is not JSON: ${(error as Error).message}` };
  }
  if (Value.Check(schema, value)) return { ok: true, value };
  const [problem] = Value.Errors(schema, value);
  return { ok: false, detail: `is wrong at ${problem?.instancePath ?? ''}: ${problem?.message ?? 'unknown'}` };
};
