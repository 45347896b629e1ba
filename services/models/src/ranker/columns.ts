import { kinds, type Kind } from '../simulator/kinds.ts';

/** What a source says of a candidate, and the request of what plays: features that no other service is asked for. */
export type RequestFacts = {
  readonly kind: Kind;
  readonly isCurrentArtist: boolean;
  readonly ageDays?: number;
  readonly popularity?: number;
};

/**
 * The features that the features service computes and this model reads. The time of day is not among them: live requests
 * do not say where the listener is, and a model must not learn from what it will not see.
 */
export const servedNames = [
  'item_popularity',
  'item_skip_rate',
  'item_save_rate',
  'user_artist_affinity',
  'user_kind_affinity',
  'user_skip_rate',
  'user_item_plays',
  'hours_since_last_played',
  'co_listening',
  'item_recent_plays',
  'item_seek_rate',
  'user_recent_skip_rate',
  'user_item_is_saved',
  'user_hours_since_active',
] as const;

/** The model's columns in order: what the features service computes, then what the request says. */
export const rankerColumns: readonly { readonly name: string; readonly default: number | null }[] = [
  ...servedNames,
  'age_days',
  'is_current_artist',
  'source_popularity',
  ...kinds.map((kind) => `kind_${kind}`),
].map((name) => ({ name, default: name === 'co_listening' ? 0 : null }));

/** The columns of one row, served values in the order of `servedNames`; `null` takes the column's default, else NaN. */
export const rowOf = (served: readonly (number | null)[], facts: RequestFacts): Float32Array =>
  Float32Array.from(
    [
      ...served,
      facts.ageDays ?? null,
      facts.isCurrentArtist ? 1 : 0,
      facts.popularity ?? null,
      ...kinds.map((kind) => (kind === facts.kind ? 1 : 0)),
    ],
    (value, column) => value ?? rankerColumns[column]?.default ?? Number.NaN,
  );
