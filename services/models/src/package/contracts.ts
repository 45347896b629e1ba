import { ServingPointer } from '../registry/serving-pointer.ts';
import { GoldenVectors, ItemItemCard, ModelCard, Neighbours, RankerCard } from './model-card.ts';

/** Everything that a registry holds, as one JSON Schema with a definition a file. */
export const contracts = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'interlock-models.schema.json',
  title: 'What a model registry holds',
  ...ModelCard,
  $defs: {
    rankerCard: RankerCard,
    itemItemCard: ItemItemCard,
    golden: GoldenVectors,
    neighbours: Neighbours,
    servingPointer: ServingPointer,
  },
};
