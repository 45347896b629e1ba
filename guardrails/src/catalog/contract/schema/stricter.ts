import type { LocalDifference, ReadPair } from './schema-difference.ts';

/** A word in which a request became narrower or a response wider, and what it went from and to. */
export type Stricter = {
  readonly keyword: string;
  /** Default: the word. */
  readonly subject?: string;
  readonly change: readonly [from: string | null, to: string | null];
  /** Default `certain`. */
  readonly impact?: 'certain' | 'possible';
};

/** The difference for a pair whose inner schema accepts what the outer one does not. Pure. */
export const stricter = (pair: Pick<ReadPair, 'direction'>, fact: Stricter): LocalDifference => {
  const { keyword, subject = keyword, change, impact = 'certain' } = fact;
  const kind = pair.direction === 'request' ? ('type-narrowed' as const) : ('type-widened' as const);
  return { kind, impact, keyword, subject, from: change[0], to: change[1] };
};
