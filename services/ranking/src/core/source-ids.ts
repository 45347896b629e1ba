/** Where candidates come from, in the order in which equal claims are settled; cards and exposures name them. */
export const sourceIds = ['continue-listening', 'played-together', 'artist', 'popular'] as const;
export type SourceId = (typeof sourceIds)[number];
