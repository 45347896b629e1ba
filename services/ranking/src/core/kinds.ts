/** The kinds of card that the Now Playing View can show. */
export const kinds = ['track', 'artist', 'album', 'playlist', 'podcast', 'concert', 'merch', 'lyrics'] as const;

export type Kind = (typeof kinds)[number];
