import type { Kind } from './kinds.ts';

/** The most cards of each kind that one view may show. */
export const maxCardsOfKind: Readonly<Record<Kind, number>> = {
  track: 12,
  artist: 3,
  album: 4,
  playlist: 3,
  podcast: 3,
  concert: 2,
  merch: 1,
  lyrics: 1,
};

/** Counts the cards of each kind and says which kinds still have room; one for each view. */
export const createKindCaps = (caps: Readonly<Record<Kind, number>> = maxCardsOfKind) => {
  const shown = new Map<Kind, number>();
  return {
    hasRoom: (kind: Kind): boolean => (shown.get(kind) ?? 0) < caps[kind],
    add: (kind: Kind): void => {
      shown.set(kind, (shown.get(kind) ?? 0) + 1);
    },
  };
};
