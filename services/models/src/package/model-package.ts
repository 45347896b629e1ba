import type { GoldenVectors, ItemItemCard, Neighbours, RankerCard } from './model-card.ts';

/** A ranker with all that its folder holds. */
export type RankerPackage = {
  readonly kind: 'ranker';
  readonly card: RankerCard;
  readonly model: Uint8Array;
  readonly golden: GoldenVectors;
};

/** An item-item model with all that its folder holds. */
export type ItemItemPackage = {
  readonly kind: 'item-item';
  readonly card: ItemItemCard;
  readonly neighbours: Neighbours;
};

export type ModelPackage = RankerPackage | ItemItemPackage;
