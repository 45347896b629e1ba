import { Type, type Static } from 'typebox';
import { eventTypes } from '../../services/features/src/core/listening-event.ts';
import { degradations } from '../../services/ranking/src/core/ladder.ts';

const Id = Type.String({ minLength: 1, maxLength: 64 });
const strict = { additionalProperties: false } as const;

/** The budgets that the page offers, in milliseconds: ample, and less than each rung needs. */
export const budgetsMs = [250, 30, 12, 6] as const;

/** What the page asks a view for. */
export const ViewQuestion = Type.Object(
  {
    user: Id,
    current: Type.Object({ id: Id, artist: Id }, strict),
    recent: Type.Array(Id, { maxItems: 50 }),
    budgetMs: Type.Integer({ minimum: 1, maximum: 2000 }),
    degradation: Type.Optional(Type.Enum([...degradations], { type: 'string' })),
    arms: Type.Optional(Type.Record(Id, Id)),
  },
  strict,
);
export type ViewQuestion = Static<typeof ViewQuestion>;

/** What the listener at the page did. */
export const PageEvents = Type.Object(
  {
    user: Id,
    events: Type.Array(
      Type.Object(
        { type: Type.Enum([...eventTypes], { type: 'string' }), item: Id, currentItem: Type.Optional(Id) },
        strict,
      ),
      { minItems: 1, maxItems: 20 },
    ),
  },
  strict,
);
export type PageEvents = Static<typeof PageEvents>;

/** What to do to the connection between ranking and features. */
export const FaultChoice = Type.Object({ kind: Type.Enum(['none', 'slow', 'dead'], { type: 'string' }) }, strict);
export type FaultChoice = Static<typeof FaultChoice>;
