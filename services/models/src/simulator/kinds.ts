/** The kinds of card in the simulated catalogue; a cross-package test holds them equal to those of the ranking service. */
export const kinds = ['track', 'artist', 'album', 'playlist', 'podcast', 'concert', 'merch', 'lyrics'] as const;

export type Kind = (typeof kinds)[number];
