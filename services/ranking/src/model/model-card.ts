import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

/** What must be known of a model to serve it, and of how it came about to trust it. */
export const ModelCard = Type.Object({
  name: Type.String(),
  version: Type.String({ description: 'Answers carry it.' }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Of model.onnx.' }),
  inputs: Type.Array(Type.Object({ name: Type.String(), default: Type.Union([Type.Number(), Type.Null()]) }), {
    minItems: 1,
    description: 'In the order of the columns; null leaves an unknown value missing (NaN).',
  }),
  trees: Type.Integer({ minimum: 1 }),
  maxDepth: Type.Integer({ minimum: 1 }),
  training: Type.Object({
    data: Type.String({ description: 'Says so when it is simulated.' }),
    seed: Type.Integer(),
    dataSha256: Type.String(),
    trainer: Type.String(),
    parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  }),
  holdOut: Type.Object({
    data: Type.String(),
    groups: Type.Integer(),
    ndcgAt10: Type.Object({ model: Type.Number(), popularity: Type.Number(), random: Type.Number() }),
  }),
  golden: Type.Object({ file: Type.String(), tolerance: Type.Number() }),
});
export type ModelCard = Static<typeof ModelCard>;

/**
 * The card in a JSON text.
 * @throws Error that says what is wrong with it
 */
export const parseModelCard = (text: string): ModelCard => {
  const card: unknown = JSON.parse(text);
  if (Value.Check(ModelCard, card)) return card;
  const [problem] = Value.Errors(ModelCard, card);
  throw new Error(`the model card is wrong at ${problem?.instancePath ?? ''}: ${problem?.message ?? 'unknown'}`);
};
