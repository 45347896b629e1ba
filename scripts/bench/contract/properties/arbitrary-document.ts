import fc from 'fast-check';
import type { Fields, Value } from '../witness/as-json-schema.ts';

const names = ['id', 'name', 'kind', 'tags', 'owner', 'size'] as const;

/** Keys whose value is undefined are left out, so that a document is what JSON can say. Pure. */
const present = (fields: { readonly [key: string]: Value | undefined }): Fields =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Value] => entry[1] !== undefined));

const optionally = <Item>(arbitrary: fc.Arbitrary<Item>): fc.Arbitrary<Item | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const text = fc
  .record({
    minLength: optionally(fc.integer({ min: 0, max: 3 })),
    maxLength: optionally(fc.integer({ min: 5, max: 40 })),
    pattern: optionally(fc.constantFrom('^[a-z]+$', '^[A-Z]{2,3}$')),
    description: optionally(fc.constantFrom('a text', 'another text')),
  })
  // A pattern and lengths together may leave no text at all: nothing could then be said of it.
  .map(({ pattern, minLength, maxLength, description }) =>
    present({ type: 'string', description, ...(pattern === undefined ? { minLength, maxLength } : { pattern }) }),
  );

const choice = fc
  .uniqueArray(fc.constantFrom('red', 'green', 'blue', 'grey'), { minLength: 2, maxLength: 4 })
  .map((values) => present({ type: 'string', enum: values }));

const number = fc
  .record({
    type: fc.constantFrom('integer', 'number'),
    minimum: optionally(fc.integer({ min: -5, max: 0 })),
    maximum: optionally(fc.integer({ min: 5, max: 100 })),
  })
  .map((fields) => present(fields));

const flag = fc.constant<Fields>({ type: 'boolean' });

const { schema } = fc.letrec<{ schema: Fields; object: Fields }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    choice,
    number,
    flag,
    tie('object'),
    fc
      .record({
        items: tie('schema'),
        minItems: optionally(fc.integer({ min: 0, max: 1 })),
        maxItems: optionally(fc.integer({ min: 2, max: 5 })),
      })
      .map((fields) => present({ type: 'array', ...fields })),
    fc.tuple(text, number).map(([one, other]) => ({ anyOf: [one, other] })),
  ),
  object: fc
    .record({
      properties: fc.dictionary(fc.constantFrom(...names), tie('schema'), { minKeys: 1, maxKeys: 4 }),
      keep: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      additionalProperties: optionally(fc.constant(false)),
    })
    .map(({ properties, keep, additionalProperties }) => {
      const required = Object.keys(properties).filter((_, index) => keep[index] === true);
      return present({
        type: 'object',
        properties: { ...properties },
        required: required.length === 0 ? undefined : required,
        additionalProperties,
      });
    }),
}));

const objectSchema = schema.filter((each) => each['type'] === 'object');

const operation = fc
  .record({
    query: fc.dictionary(fc.constantFrom('limit', 'sort', 'since'), fc.oneof(text, choice, number), { maxKeys: 2 }),
    body: optionally(objectSchema),
    bodyRequired: fc.boolean(),
    answer: objectSchema,
    headers: optionally(number),
  })
  .map(({ query, body, bodyRequired, answer, headers }) => ({
    get: present({
      operationId: undefined,
      parameters: Object.entries(query).map(([name, one], index) => ({
        name,
        in: 'query',
        required: index === 0,
        schema: one,
      })),
      responses: {
        '200': present({
          description: 'ok',
          headers: headers === undefined ? undefined : { 'X-Total': { required: true, schema: headers } },
          content: { 'application/json': { schema: answer } },
        }),
      },
    }),
    ...(body === undefined
      ? {}
      : {
          post: {
            requestBody: { required: bodyRequired, content: { 'application/json': { schema: body } } },
            responses: { '201': { description: 'made', content: { 'application/json': { schema: answer } } } },
          },
        }),
  }));

/** A small OpenAPI document, 3.0 or 3.1, whose schemas all accept something. */
export const arbitraryDocument: fc.Arbitrary<Fields> = fc
  .record({
    openapi: fc.constantFrom('3.0.3', '3.1.0'),
    operations: fc.array(operation, { minLength: 1, maxLength: 3 }),
  })
  .map(({ openapi, operations }) => ({
    openapi,
    info: { title: 'A shop', version: '1.0.0' },
    paths: Object.fromEntries(operations.map((one, index) => [`/things${index}`, one as Fields])),
  }));
