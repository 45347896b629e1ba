import { errorCodeKeyword } from '@interlock-dev/chassis';
import { Type, type Static } from 'typebox';
import { kinds } from './core/kinds.ts';
import { degradationCauses, degradations, type Degradation, type DegradationCause } from './core/ladder.ts';
import { reasonCodes } from './core/reasons.ts';
import { sourceIds } from './core/source-ids.ts';
import { ServingPointer } from './model/model-card.ts';

/** The most candidates that one request may bring: what the model scores well within the default budget. */
export const maxCandidates = 200;

const Id = Type.String({ minLength: 1, maxLength: 64 });

const Kind = Type.Enum([...kinds], { type: 'string', [errorCodeKeyword]: 'ranking/unknown-kind' });

/** An item as a catalogue or a caller knows it. */
export const CatalogueItem = Type.Object(
  {
    id: Id,
    kind: Kind,
    artist: Id,
    ageDays: Type.Optional(Type.Number({ minimum: 0, maximum: 50_000, description: 'Days since its release.' })),
    popularity: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: 'As its source sees it.' })),
  },
  { additionalProperties: false },
);

/** What plays, for whom, and the cards that could be shown. */
export const RankRequest = Type.Object(
  {
    user: Id,
    current: Type.Object({ id: Id, artist: Id }, { additionalProperties: false }),
    candidates: Type.Array(CatalogueItem, {
      minItems: 1,
      maxItems: maxCandidates,
      [errorCodeKeyword]: 'ranking/candidate-count',
    }),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 50, description: 'The most cards to show; 20 by default.' }),
    ),
  },
  { additionalProperties: false },
);
export type RankRequest = Static<typeof RankRequest>;

/** How much of the full ranking an answer of `/rank` had: all of it, or the order of popularity alone. */
export const rankDegradations = ['none', 'popularity'] as const satisfies readonly Degradation[];

const rankDegradationCauses = [
  'features-unavailable',
  'budget-short',
  'model-failed',
] as const satisfies readonly DegradationCause[];

/** The cards in order, and how they came about. */
export const RankResponse = Type.Object({
  modelVersion: Type.String({ description: 'The model that this service runs, whether or not it was used.' }),
  degradation: Type.Enum([...rankDegradations], { type: 'string' }),
  degradationCause: Type.Optional(Type.Enum([...rankDegradationCauses], { type: 'string' })),
  cards: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.Enum([...kinds], { type: 'string' }),
      artist: Type.String(),
      position: Type.Integer({ minimum: 1 }),
      score: Type.Number({ description: 'Comparable within one answer only.' }),
      reasons: Type.Array(Type.Enum([...reasonCodes], { type: 'string' })),
    }),
  ),
});
export type RankResponse = Static<typeof RankResponse>;

const Arms = Type.Record(Id, Id, { description: 'The arm of each experiment that this listener is in.' });

/** What plays, for whom; the service finds the cards. */
export const NowPlayingRequest = Type.Object(
  {
    user: Id,
    current: Type.Object({ id: Id, artist: Id }, { additionalProperties: false }),
    recent: Type.Optional(Type.Array(Id, { maxItems: 50, description: 'What was played before, newest first.' })),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 50, description: 'The most cards to show; 20 by default.' }),
    ),
    preview: Type.Optional(
      Type.Object(
        {
          degradation: Type.Optional(
            Type.Enum([...degradations], { type: 'string', description: 'No better rung than this one.' }),
          ),
          arms: Type.Optional(Type.Record(Id, Id, { description: "Arms to take instead of the listener's own." })),
        },
        {
          additionalProperties: false,
          description: 'To look at an arm or a rung. Refused unless the deployment allows it; never an exposure.',
        },
      ),
    ),
  },
  { additionalProperties: false },
);
export type NowPlayingRequest = Static<typeof NowPlayingRequest>;

/** The cards in order, where each came from, and all that decided about them. */
export const NowPlayingResponse = Type.Object({
  model: Type.Object(
    { name: Type.String(), version: Type.String() },
    { description: 'What scored the cards; at the rungs without a model, what would have.' },
  ),
  rules: Type.String({ description: 'The version of the business rules.' }),
  arms: Arms,
  degradation: Type.Enum([...degradations], { type: 'string' }),
  degradationCause: Type.Optional(Type.Enum([...degradationCauses], { type: 'string' })),
  cards: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.Enum([...kinds], { type: 'string' }),
      artist: Type.String(),
      position: Type.Integer({ minimum: 1 }),
      score: Type.Number({ description: 'Comparable within one answer only.' }),
      reasons: Type.Array(Type.Enum([...reasonCodes], { type: 'string' })),
      sources: Type.Array(Type.Enum([...sourceIds], { type: 'string' })),
    }),
  ),
});
export type NowPlayingResponse = Static<typeof NowPlayingResponse>;

/** What serves; a model without `serving` has not loaded, and its rung is passed over. */
export const ServingModels = Type.Object({
  models: Type.Array(Type.Object({ name: Type.String(), serving: Type.Optional(ServingPointer) })),
});
export type ServingModels = Static<typeof ServingModels>;
