/** What each further card of an artist already shown loses, in units of the score. */
export const repeatedArtistPenalty = 0.25;

/** Counts the cards of each artist and says what one more would lose; one for each view. */
export const createArtistVariety = (penalty: number = repeatedArtistPenalty) => {
  const shown = new Map<string, number>();
  return {
    penaltyFor: (artist: string): number => penalty * (shown.get(artist) ?? 0),
    add: (artist: string): void => {
      shown.set(artist, (shown.get(artist) ?? 0) + 1);
    },
  };
};
