import type { GuardbenchCase } from '../../guardbench-case.ts';

const document = 'api/openapi.json';

type Schemas = { readonly [name: string]: object };

const text = { type: 'string' };

const tagged = (kind: string, properties: object = {}) => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string', enum: [kind] }, ...properties },
});

/** One request and one answer, OpenAPI 3.1. */
const api = (schemas: Schemas): string => {
  const content = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });
  const operation = {
    operationId: 'bookSeat',
    requestBody: { required: true, content: content('Booking') },
    responses: { '200': { description: 'The seat is booked.', content: content('Seat') } },
  };
  const root = {
    openapi: '3.1.0',
    info: { title: 'Seats', version: '2.0.0' },
    paths: { '/bookings': { post: operation } },
    components: { schemas },
  };
  return `${JSON.stringify(root, null, 2)}\n`;
};

const booking = {
  type: 'object',
  required: ['show'],
  properties: {
    show: { type: 'string', minLength: 3 },
    code: { type: 'string', pattern: '^[A-Z0-9-]{4,12}$' },
    people: { type: 'integer', minimum: 1, maximum: 8 },
    payment: { oneOf: [tagged('card', { holder: text }), tagged('invoice')] },
  },
};

const seat = {
  type: 'object',
  required: ['row', 'state'],
  properties: { row: { type: 'string', maxLength: 2 }, state: { enum: ['free', 'taken'] } },
};

const base = { [document]: api({ Booking: booking, Seat: seat }) };

const withBooking = (properties: object, more: object = {}): { readonly [path: string]: string } => ({
  [document]: api({
    Booking: { ...booking, properties: { ...booking.properties, ...properties }, ...more },
    Seat: seat,
  }),
});

const withSeat = (properties: object, more: object = {}): { readonly [path: string]: string } => ({
  [document]: api({ Booking: booking, Seat: { ...seat, properties: { ...seat.properties, ...properties }, ...more } }),
});

const found = (code: string, at: string) => ({ code: `contract/${code}`, level: 'error' as const, file: document, at });

/** Schemas that accept less of a request or allow more of an answer, and other ways to say what they said. */
export const cases: readonly GuardbenchCase[] = [
  {
    name: 'a code that callers send must be shorter than before',
    base,
    change: withBooking({ code: { type: 'string', pattern: '^[A-Z0-9-]{4,6}$' } }),
    expect: [found('type-narrowed', '"code": {')],
  },
  {
    name: 'a limit says the same with an exclusive bound',
    base,
    change: withBooking({ people: { type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 9 } }),
    expect: [],
  },
  {
    name: 'one way to pay is gone',
    base,
    change: withBooking({ payment: { oneOf: [tagged('card', { holder: text })] } }),
    expect: [found('type-narrowed', '"payment": {')],
  },
  {
    name: 'ways to pay are reordered and moved to a schema of their own',
    base,
    change: {
      [document]: api({
        Booking: {
          ...booking,
          properties: { ...booking.properties, payment: { $ref: '#/components/schemas/Payment' } },
        },
        Seat: seat,
        Payment: { oneOf: [{ $ref: '#/components/schemas/Invoice' }, tagged('card', { holder: text })] },
        Invoice: tagged('invoice'),
      }),
    },
    expect: [],
  },
  {
    name: 'an answer may be null where it never was',
    base,
    change: withSeat({ row: { type: ['string', 'null'], maxLength: 2 } }),
    expect: [found('type-widened', '"row": {')],
  },
  {
    name: 'the states of an answer are written as constants',
    base,
    change: withSeat({ state: { oneOf: [{ const: 'taken' }, { const: 'free', description: 'Nobody has it.' }] } }),
    expect: [],
  },
  {
    name: 'what may be sent beside what is known is refused',
    base,
    change: withBooking({}, { additionalProperties: false }),
    expect: [found('type-narrowed', '"Booking": {')],
  },
  {
    name: 'the parts of a request are put together with allOf',
    base,
    change: {
      [document]: api({
        Booking: {
          allOf: [
            { $ref: '#/components/schemas/Show' },
            { type: 'object', properties: { ...booking.properties, show: true } },
          ],
        },
        Seat: seat,
        Show: { type: 'object', required: ['show'], properties: { show: booking.properties.show } },
      }),
    },
    expect: [],
  },
  {
    name: 'a request asks for a second field when the first is there',
    base,
    change: withBooking({}, { dependentRequired: { payment: ['code'] } }),
    expect: [found('type-narrowed', '"Booking": {')],
  },
  {
    name: 'a request accepts one more way to pay and longer codes',
    base,
    change: withBooking({
      code: text,
      payment: { oneOf: [...booking.properties.payment.oneOf, tagged('voucher')] },
    }),
    expect: [],
  },
];
