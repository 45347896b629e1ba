import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { ListeningEvent } from '../contract.ts';

const Id = Type.String({ minLength: 1, maxLength: 64 });
const UnixMs = Type.Integer({ minimum: 0 });

/** What the catalogue says of an item; stands before the first event of it. */
export const ItemLine = Type.Object({ type: Type.Literal('item'), id: Id, kind: Type.String(), artist: Type.String() });

/** A moment at which features are wanted, as a live request would have asked; sees the lines above it alone. */
export const QueryLine = Type.Object({
  type: Type.Literal('query'),
  id: Type.String(),
  user: Id,
  currentItem: Id,
  items: Type.Array(Id, { minItems: 1 }),
  at: UnixMs,
  utcOffsetMinutes: Type.Optional(Type.Integer({ minimum: -840, maximum: 840 })),
  labels: Type.Optional(Type.Array(Type.Number(), { description: 'One an item; given back with its rows.' })),
});
export type QueryLine = Static<typeof QueryLine>;

/** An event as a sender sends it, or as a log holds it: then with the time of its arrival. */
export const EventLine = Type.Object({ ...ListeningEvent.properties, receivedMs: Type.Optional(UnixMs) });

const lineTypes = { item: ItemLine, query: QueryLine } as const;

export type TrainingLine =
  | { readonly kind: 'item'; readonly line: Static<typeof ItemLine> }
  | { readonly kind: 'query'; readonly line: QueryLine }
  | { readonly kind: 'event'; readonly line: Static<typeof EventLine> };

/**
 * One line of the input of `emit-training-rows`.
 * @throws Error that says what is wrong with it
 */
export const parseTrainingLine = (text: string): TrainingLine => {
  const value = JSON.parse(text) as { readonly type?: unknown };
  const kind = value.type === 'item' || value.type === 'query' ? value.type : 'event';
  const type = kind === 'event' ? EventLine : lineTypes[kind];
  if (Value.Check(type, value)) return { kind, line: value } as TrainingLine;
  const [problem] = Value.Errors(type, value);
  throw new Error(`is no ${kind} line: ${problem?.instancePath ?? ''} ${problem?.message ?? ''}`);
};
