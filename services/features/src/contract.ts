import { errorCodeKeyword } from '@interlock-dev/chassis';
import { Type, type Static } from 'typebox';
import { eventTypes } from './core/listening-event.ts';

/** The most items that one request may ask about. */
export const maxItems = 200;

/** The most events that one request may bring. */
export const maxEvents = 500;

const Id = Type.String({ minLength: 1, maxLength: 64 });

/** Unix milliseconds until the end of the year 2099: what lies beyond is a mistake of units. */
const timeOf = (description: string) => Type.Integer({ minimum: 0, maximum: 4_102_444_800_000, description });

/** One listener, what plays now, and the items to describe. */
export const BatchRequest = Type.Object(
  {
    user: Id,
    currentItem: Id,
    items: Type.Array(Id, { minItems: 1, maxItems, [errorCodeKeyword]: 'features/item-count' }),
    at: Type.Optional(timeOf('Compute ages and context for this time, Unix milliseconds; now when absent.')),
    utcOffsetMinutes: Type.Optional(
      Type.Integer({ minimum: -840, maximum: 840, description: "The listener's clock, ahead of UTC." }),
    ),
  },
  { additionalProperties: false },
);

const ageOf = (description: string) => Type.Union([Type.Number({ minimum: 0 }), Type.Null()], { description });

/** One row an item in the order asked; the names say what each column is. */
export const BatchResponse = Type.Object({
  snapshot: Type.String({ description: 'The data that the rows were computed from.' }),
  isUserKnown: Type.Boolean(),
  names: Type.Array(Type.String()),
  rows: Type.Array(Type.Array(Type.Union([Type.Number(), Type.Null()]))),
  freshness: Type.Optional(
    Type.Object(
      {
        at: timeOf('The time that ages and context were computed for, Unix milliseconds.'),
        ttlMs: Type.Number({ description: 'History without an event for longer is not used: its features are null.' }),
        userAgeMs: ageOf('Since the last event of the listener; null when unknown.'),
        itemAgesMs: Type.Array(ageOf('Since the last event of the item; null before the first.'), {
          description: 'In the order asked.',
        }),
      },
      { description: 'How old what the rows say is; absent from servers before 1.1.0.' },
    ),
  ),
});

/** One thing that a listener did; the contract with whoever sends events. */
export const ListeningEvent = Type.Object(
  {
    id: Type.String({ minLength: 1, maxLength: 64, description: 'Unique: an event that comes twice counts once.' }),
    type: Type.Enum([...eventTypes], {
      type: 'string',
      [errorCodeKeyword]: 'features/event-type',
      description: 'An item that was cut off or passed over is a skip, and not also a play.',
    }),
    user: Id,
    item: Id,
    at: timeOf("When it happened by the sender's clock, Unix milliseconds."),
    currentItem: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'What played when the item was chosen or passed over.' }),
    ),
    positionMs: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 86_400_000, description: 'Where in the item, from its start.' }),
    ),
  },
  { additionalProperties: false },
);

/** Several events; all of them are kept, or none. */
export const EventsRequest = Type.Object(
  {
    events: Type.Array(ListeningEvent, {
      minItems: 1,
      maxItems: maxEvents,
      [errorCodeKeyword]: 'features/event-count',
    }),
  },
  { additionalProperties: false },
);
export type EventsRequest = Static<typeof EventsRequest>;

/** What became of events: they are kept when this is answered, and features already count them. */
export const EventsResponse = Type.Object({
  accepted: Type.Integer({ minimum: 0, description: 'Counted now.' }),
  duplicates: Type.Integer({ minimum: 0, description: 'Counted before under the same id.' }),
  isDurable: Type.Boolean({ description: 'Whether they outlive this process: false without a log.' }),
});
