import { errorCodeKeyword } from '@interlock-dev/chassis';
import { Type, type Static } from 'typebox';
import { kinds } from './core/kinds.ts';
import { reasonCodes } from './core/reasons.ts';

/** The most candidates that one request may bring: what the model scores well within the default budget. */
export const maxCandidates = 200;

const Id = Type.String({ minLength: 1, maxLength: 64 });

const Kind = Type.Enum([...kinds], { type: 'string', [errorCodeKeyword]: 'ranking/unknown-kind' });

const Candidate = Type.Object(
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
    candidates: Type.Array(Candidate, {
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

/** How much of the full ranking an answer had: all of it, or the order of popularity alone. */
export const degradations = ['none', 'popularity'] as const;
export type Degradation = (typeof degradations)[number];

/** Why an answer was degraded. */
export const degradationCauses = ['features-unavailable', 'budget-short', 'model-failed'] as const;
export type DegradationCause = (typeof degradationCauses)[number];

/** The cards in order, and how they came about. */
export const RankResponse = Type.Object({
  modelVersion: Type.String({ description: 'The model that this service runs, whether or not it was used.' }),
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
    }),
  ),
});
export type RankResponse = Static<typeof RankResponse>;
