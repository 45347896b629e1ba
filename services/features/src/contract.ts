import { errorCodeKeyword } from '@interlock-dev/chassis';
import { Type } from 'typebox';

/** The most items that one request may ask about. */
export const maxItems = 200;

const Id = Type.String({ minLength: 1, maxLength: 64 });

/** One listener, what plays now, and the items to describe. */
export const BatchRequest = Type.Object(
  {
    user: Id,
    currentItem: Id,
    items: Type.Array(Id, { minItems: 1, maxItems, [errorCodeKeyword]: 'features/item-count' }),
  },
  { additionalProperties: false },
);

/** One row an item in the order asked; the names say what each column is. */
export const BatchResponse = Type.Object({
  snapshot: Type.String({ description: 'The data that the rows were computed from.' }),
  isUserKnown: Type.Boolean(),
  names: Type.Array(Type.String()),
  rows: Type.Array(Type.Array(Type.Union([Type.Number(), Type.Null()]))),
});
