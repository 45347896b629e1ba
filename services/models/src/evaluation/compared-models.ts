/** The models that are compared on real data, simplest first. */
export const comparedModels = ['popularity', 'ItemKNN', 'EASE', 'EASE → XGBoost'] as const;

export type ComparedModel = (typeof comparedModels)[number];

/** How many items of a list count. */
export const cutOff = 10;
