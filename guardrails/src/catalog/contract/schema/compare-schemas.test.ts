import { describe, expect, it } from 'vitest';
import { compareTwo } from './schema-pair.builder.ts';
import type { SchemaPairOptions } from './schema-pair.builder.ts';

const anObject = (properties: object, required: readonly string[] = [], more: object = {}) => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
  ...more,
});

const text = { type: 'string' };
const tagged = (kind: string, more: object = {}) => anObject({ kind: { const: kind }, ...more }, ['kind']);
const answer: SchemaPairOptions = { direction: 'response' };
const openApi30: SchemaPairOptions = { dialect: '3.0' };

/** `kind keyword`, and whether a value was found that shows it. */
const summary = (base: unknown, head: unknown, options: SchemaPairOptions = {}) =>
  compareTwo(base, head, options).map(
    ({ kind, keyword, shownBy }) => `${kind} ${keyword} ${shownBy === null ? 'possible' : 'proven'}`,
  );

/** Title, base, head, what is found. */
type Case = readonly [string, unknown, unknown, string, SchemaPairOptions?];

describe('a request that accepts less', () => {
  it.each<Case>([
    ['another type', anObject({ a: text }), anObject({ a: { type: 'number' } }), 'type-narrowed type proven'],
    ['number to integer', { type: 'number' }, { type: 'integer' }, 'type-narrowed type proven'],
    ['null no longer', { type: ['string', 'null'] }, text, 'type-narrowed nullable proven'],
    ['nullable gone', { type: 'string', nullable: true }, text, 'type-narrowed nullable proven', openApi30],
    ['a lost value', { enum: ['a', 'b'] }, { enum: ['a'] }, 'request-enum-value-removed enum proven'],
    ['an enum where any text was', text, { enum: ['a'] }, 'type-narrowed enum proven'],
    ['another constant', { const: 1 }, { const: 2 }, 'request-enum-value-removed enum proven'],
    ['a shorter text', text, { type: 'string', maxLength: 3 }, 'type-narrowed maxLength proven'],
    ['a longer text', text, { type: 'string', minLength: 3 }, 'type-narrowed minLength proven'],
    ['a pattern', text, { type: 'string', pattern: '^[a-z]+(-[a-z]+)*$' }, 'type-narrowed pattern proven'],
    ['a format', text, { type: 'string', format: 'uuid' }, 'type-narrowed format proven'],
    ['a higher minimum', { type: 'integer' }, { type: 'integer', minimum: 5 }, 'type-narrowed minimum proven'],
    [
      'an exclusive maximum of 3.0',
      { type: 'number', maximum: 5 },
      { type: 'number', maximum: 5, exclusiveMaximum: true },
      'type-narrowed exclusiveMaximum proven',
      openApi30,
    ],
    [
      'a coarser multiple',
      { type: 'integer', multipleOf: 5 },
      { type: 'integer', multipleOf: 10 },
      'type-narrowed multipleOf proven',
    ],
    [
      'a newly required property',
      anObject({ a: text }),
      anObject({ a: text }, ['a']),
      'required-input-added required proven',
    ],
    [
      'a new required property in a list in an object',
      anObject({ list: { type: 'array', items: anObject({ a: text }, ['a']) } }),
      anObject({ list: { type: 'array', items: anObject({ a: text, b: text }, ['a', 'b']) } }),
      'required-input-added required proven',
    ],
    [
      'an object that is closed',
      anObject({ a: text }),
      anObject({ a: text }, [], { additionalProperties: false }),
      'type-narrowed additionalProperties proven',
    ],
    [
      'a property that a closed object no longer knows',
      anObject({ a: text, b: text }, [], { additionalProperties: false }),
      anObject({ a: text }, [], { additionalProperties: false }),
      'input-removed properties proven',
    ],
    [
      'a property that an open object no longer knows',
      anObject({ a: text }),
      anObject({}),
      'input-removed properties possible',
    ],
    [
      'other values in a map',
      { type: 'object', additionalProperties: text },
      { type: 'object', additionalProperties: { type: 'integer' } },
      'type-narrowed type proven',
    ],
    [
      'names that must match',
      { type: 'object' },
      { type: 'object', propertyNames: { pattern: '^[a-z]+$' } },
      'type-narrowed propertyNames proven',
    ],
    [
      'a pattern of names',
      { type: 'object' },
      { type: 'object', patternProperties: { '^x-': text } },
      'type-narrowed patternProperties proven',
    ],
    [
      'a property that asks for another one',
      anObject({ a: text, b: text }),
      anObject({ a: text, b: text }, [], { dependentRequired: { a: ['b'] } }),
      'type-narrowed dependentRequired proven',
    ],
    [
      'a property that asks for another one, as draft-07 says it',
      anObject({ a: text, b: text }),
      anObject({ a: text, b: text }, [], { dependencies: { a: ['b'] } }),
      'type-narrowed dependentRequired proven',
      { dialect: 'draft-07' },
    ],
    ['more properties', { type: 'object' }, { type: 'object', minProperties: 2 }, 'type-narrowed minProperties proven'],
    [
      'no twins',
      { type: 'array', items: text },
      { type: 'array', items: text, uniqueItems: true },
      'type-narrowed uniqueItems proven',
    ],
    [
      'an item that must be there',
      { type: 'array', items: { type: 'integer' } },
      { type: 'array', items: { type: 'integer' }, contains: { minimum: 5 } },
      'type-narrowed contains proven',
    ],
    [
      'a shorter closed tuple',
      { type: 'array', prefixItems: [text, text], items: false },
      { type: 'array', prefixItems: [text], items: false },
      'type-narrowed type proven',
    ],
    [
      'another type in a tuple of draft-07',
      { type: 'array', items: [text, text] },
      { type: 'array', items: [text, { type: 'integer' }] },
      'type-narrowed type proven',
      { dialect: 'draft-07' },
    ],
    ['a value that is ruled out', text, { type: 'string', not: { const: 'x' } }, 'type-narrowed not proven'],
    [
      'a condition',
      anObject({ a: text, b: text }),
      anObject({ a: text, b: text }, [], { if: { required: ['a'] }, then: { required: ['b'] } }),
      'type-narrowed if proven',
    ],
    [
      'a lost alternative',
      { oneOf: [tagged('cat'), tagged('dog')] },
      { oneOf: [tagged('cat')] },
      'type-narrowed oneOf proven',
    ],
    [
      'a break inside of one alternative',
      { oneOf: [tagged('cat', { lives: { type: 'number' } }), tagged('dog')] },
      { oneOf: [tagged('dog'), tagged('cat', { lives: { type: 'integer' } })] },
      'type-narrowed type proven',
    ],
    [
      'a break below a reference to itself',
      anObject({ next: { $ref: '#' }, value: text }),
      anObject({ next: { $ref: '#' }, value: { type: 'string', maxLength: 3 } }),
      'type-narrowed maxLength proven',
    ],
    [
      'another default',
      { type: 'string', default: 'a' },
      { type: 'string', default: 'b' },
      'default-changed default possible',
    ],
    [
      'an alternative by discriminator',
      {
        oneOf: [{ $ref: '#/definitions/Cat' }, { $ref: '#/definitions/Dog' }],
        discriminator: { propertyName: 'kind', mapping: { cat: '#/definitions/Cat', dog: '#/definitions/Dog' } },
        definitions: {
          Cat: anObject({ kind: text, a: text }, ['kind', 'a']),
          Dog: anObject({ kind: text, b: text }, ['kind', 'b']),
        },
      },
      {
        oneOf: [{ $ref: '#/definitions/Cat' }],
        discriminator: { propertyName: 'kind', mapping: { cat: '#/definitions/Cat' } },
        definitions: { Cat: anObject({ kind: text, a: text }, ['kind', 'a']) },
      },
      'type-narrowed oneOf proven',
      openApi30,
    ],
  ])('is found: %s', (...given) => {
    const [, base, head, found, options] = given;
    expect(summary(base, head, options as SchemaPairOptions | undefined)).toContain(found);
  });
});

describe('a response that may hold more', () => {
  it.each<Case>([
    ['a new value', { enum: ['a'] }, { enum: ['a', 'b'] }, 'response-enum-value-added enum proven'],
    ['null', text, { anyOf: [text, { type: 'null' }] }, 'type-widened nullable proven'],
    ['a longer text', { type: 'string', maxLength: 3 }, text, 'type-widened maxLength proven'],
    [
      'larger numbers',
      { type: 'integer', format: 'int32' },
      { type: 'integer', format: 'int64' },
      'type-widened format proven',
    ],
    [
      'a promise taken back',
      anObject({ a: text }, ['a']),
      anObject({ a: text }),
      'response-property-optional required proven',
    ],
    [
      'a promised property gone',
      anObject({ a: text }, ['a']),
      anObject({}),
      'response-property-removed properties proven',
    ],
    ['an optional property gone', anObject({ a: text }), anObject({}), 'response-property-removed properties possible'],
    [
      'one more alternative',
      { oneOf: [tagged('a'), tagged('b')] },
      { oneOf: [tagged('a'), tagged('b'), tagged('c')] },
      'type-widened oneOf proven',
    ],
  ])('is found: %s', (...given) => {
    const [, base, head, found] = given;
    expect(summary(base, head, answer)).toContain(found);
    expect(summary(head, base, answer).filter((line) => line.endsWith('proven'))).toEqual([]);
  });

  it('may grow where it said that it would', () => {
    const extensible = (values: readonly string[]) => ({ type: 'string', 'x-extensible-enum': values });
    expect(summary(extensible(['a']), extensible(['a', 'b']), answer)).toEqual([]);
    expect(summary(extensible(['a', 'b']), extensible(['a']))).toEqual([
      'request-enum-value-removed x-extensible-enum possible',
    ]);
  });

  it('does not count what is never answered', () => {
    const secret = { type: 'string', writeOnly: true };
    expect(summary(anObject({ secret }, ['secret']), anObject({}), { ...answer, dialect: '3.0' })).toEqual([]);
  });
});

describe('two ways to say the same', () => {
  const definitions = { Name: text, Person: anObject({ name: { $ref: '#/$defs/Name' } }) };

  it.each<readonly [string, unknown, unknown, SchemaPairOptions?]>([
    ['a list of one type', { type: ['string'] }, text],
    ['allOf of one', { allOf: [{ type: 'string', maxLength: 3 }] }, { type: 'string', maxLength: 3 }],
    [
      'allOf in parts',
      { allOf: [anObject({ a: text }), anObject({ b: text }, ['b'])] },
      anObject({ b: text, a: text }, ['b']),
    ],
    ['moved to definitions', anObject({ name: text }), { $ref: '#/$defs/Person', $defs: definitions }],
    ['literals as an enum', { anyOf: [{ const: 'a' }, { const: 'b' }] }, { enum: ['b', 'a'] }],
    ['types as a list', { anyOf: [text, { type: 'integer' }] }, { type: ['integer', 'string'] }],
    ['a constant as an enum of one', { const: 'a' }, { enum: ['a'] }],
    ['a value twice', { enum: ['a', 'a'] }, { enum: ['a'] }],
    ['true and false as boolean', { type: 'boolean' }, { enum: [true, false] }],
    ['anyOf and oneOf of different types', { anyOf: [text, anObject({})] }, { oneOf: [anObject({}), text] }],
    ['reordered alternatives', { oneOf: [tagged('a'), tagged('b')] }, { oneOf: [tagged('b'), tagged('a')] }],
    ['limits of whole numbers', { type: 'integer', exclusiveMinimum: 0 }, { type: 'integer', minimum: 1 }],
    ['a limit that says nothing', text, { type: 'string', minLength: 0, pattern: '.*' }],
    ['nullable and null', { type: 'string', nullable: true }, { anyOf: [text, { type: 'null' }] }, openApi30],
    ['prose', { type: 'string', description: 'a', title: 'b', example: 'c' }, { type: 'string', description: 'd' }],
    ['an implied type', { properties: { a: text } }, anObject({ a: text })],
    [
      'a choice inside of a choice',
      { anyOf: [{ anyOf: [text, anObject({})] }, { type: 'integer' }] },
      { anyOf: [text, anObject({}), { type: 'integer' }] },
    ],
    [
      'what is equal in all fields',
      anObject({ a: { allOf: [text, { maxLength: 9 }] } }),
      anObject({ a: { maxLength: 9, type: 'string' } }),
    ],
    ['true and the empty schema', anObject({ a: true }), anObject({ a: {} })],
    [
      'a closed merge',
      { allOf: [anObject({ a: text }, [], { additionalProperties: false })] },
      anObject({ a: text }, [], { additionalProperties: false }),
    ],
    [
      'unevaluated and additional',
      anObject({ a: text }, [], { unevaluatedProperties: false }),
      anObject({ a: text }, [], { additionalProperties: false }),
    ],
  ])('is no difference: %s', (...given) => {
    const [, one, other, stated] = given;
    const options = stated as SchemaPairOptions | undefined;
    for (const direction of ['request', 'response'] as const) {
      expect(summary(one, other, { ...options, direction })).toEqual([]);
      expect(summary(other, one, { ...options, direction })).toEqual([]);
    }
  });

  it('is no difference for a recursive schema that is unrolled once', () => {
    const node = (next: unknown) => anObject({ next, value: text });
    expect(summary(node({ $ref: '#' }), node(node({ $ref: '#' })))).toEqual([]);
  });
});

describe('a comparison that could go on for ever', () => {
  it('ends on references in a circle and says nothing of them', () => {
    const circle = { $ref: '#/$defs/A', $defs: { A: { $ref: '#/$defs/B' }, B: { $ref: '#/$defs/A' } } };
    expect(summary(circle, text)).toEqual([]);
    expect(summary({ $dynamicRef: '#node' }, text)).toEqual([]);
  });

  it('ends on alternatives that contain themselves', () => {
    const tree = (leaf: object) => ({
      anyOf: [leaf, { type: 'array', items: { $ref: '#' } }, anObject({ left: { $ref: '#' } })],
    });
    expect(summary(tree({ type: 'number' }), tree({ type: 'integer' }))).toContain('type-narrowed type proven');
    expect(summary(tree({ type: 'integer' }), tree({ type: 'number' }))).toEqual([]);
  });

  it('reads 300 levels', () => {
    const nested = (depth: number, leaf: object): object =>
      Array.from({ length: depth }).reduce<object>((inner) => anObject({ in: inner }), leaf);
    expect(summary(nested(300, text), nested(300, { type: 'integer' }))).toHaveLength(1);
  });

  it('does not multiply choices out without end', () => {
    const choices = (last: object) => ({
      allOf: Array.from({ length: 12 }, (_, index) => ({
        anyOf: [anObject({ [`a${index}`]: text }, [`a${index}`]), anObject({ [`b${index}`]: last }, [`b${index}`])],
      })),
    });
    expect(summary(choices(text), choices(text))).toEqual([]);
    expect(summary(choices(text), choices({ type: 'integer' })).length).toBeGreaterThan(0);
  });
});
