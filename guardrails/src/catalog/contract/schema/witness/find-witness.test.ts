import { describe, expect, it } from 'vitest';
import { compareTwo } from '../schema-pair.builder.ts';

const object = (properties: object, required: readonly string[] = []) => ({ type: 'object', properties, required });

const witnesses = (base: unknown, head: unknown, options = {}) =>
  compareTwo(base, head, options).map(({ shownBy }) => shownBy);

describe('a witness', () => {
  it('is a whole value that one side accepts and the other refuses, with the reason in the words of the validator', () => {
    const base = object({ user: object({ name: { type: 'string' }, age: { type: 'integer' } }, ['name']) }, ['user']);
    const head = object(
      { user: object({ name: { type: 'string' }, age: { type: 'integer', maximum: 99 } }, ['name']) },
      ['user'],
    );
    expect(witnesses(base, head)).toEqual([
      {
        side: 'request',
        value: { user: { name: 'a', age: 100 } },
        acceptedBy: 'base',
        refusedBy: 'head',
        why: '/user/age must be <= 99',
        path: '/user/age',
      },
    ]);
  });

  it('is the same each time', () => {
    const [base, head] = [
      object({ a: { type: 'string', pattern: '^[a-f]{3,9}$' } }),
      object({ a: { type: 'string', pattern: '^[a-f]{4}$' } }),
    ];
    expect(witnesses(base, head)).toEqual(witnesses(base, head));
  });

  it('shows each of two breaks, though one value could show both', () => {
    const base = object({ a: { type: 'string' }, b: { type: 'integer' } });
    const head = object({ a: { type: 'string', maxLength: 2 }, b: { type: 'integer' } }, ['b']);
    expect(witnesses(base, head).map((witness) => witness?.path)).toEqual(['/b', '/a']);
  });

  it('leaves out in a request what only answers hold', () => {
    const base = object({ id: { type: 'string', readOnly: true }, n: { type: 'integer' } }, ['id', 'n']);
    const head = object({ id: { type: 'string', readOnly: true }, n: { type: 'integer', minimum: 3 } }, ['id', 'n']);
    const [found] = witnesses(base, head, { dialect: '3.0' });
    expect(found?.value).toEqual({ n: 1 });
  });

  it.each([
    ['a reference to nowhere', { allOf: [{ $ref: '#/$defs/None' }], type: 'string' }],
    ['an unknown type beside it', object({ other: { type: 'strange' }, a: { type: 'string' } })],
    ['a pattern that is none', object({ b: { type: 'string', pattern: '(' }, a: { type: 'string' } })],
    [
      'a pattern that never ends',
      object({ b: { type: 'string', pattern: '^(a+)+$', minLength: 40 }, a: { type: 'string' } }, ['b']),
    ],
  ])('is not claimed where a validator cannot say: %s', (_, base) => {
    const head = structuredClone(base) as { properties?: Record<string, unknown> };
    if (head.properties !== undefined) head.properties['a'] = { type: 'integer' };
    expect(witnesses(base, head).every((witness) => witness === null)).toBe(true);
  });

  it('takes names and texts of a document for data, not for code', () => {
    const name = `"];globalThis.wasRun = true;//`;
    const base = object({ [name]: { type: 'string', enum: [`'\n${name}`, 'b'] } }, [name]);
    const head = object({ [name]: { type: 'string', enum: ['b'], pattern: '^b$' } }, [name]);
    expect(witnesses(base, head)[0]?.value).toEqual({ [name]: `'\n${name}` });
    expect('wasRun' in globalThis).toBe(false);
  });

  it('takes __proto__ for a name', () => {
    const base = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"type":"string"},"a":{"type":"string"}}}',
    ) as object;
    const head = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"type":"string"},"a":{"type":"integer"}}}',
    ) as object;
    expect(witnesses(base, head)[0]?.value).toEqual({ a: 'a' });
  });

  it('is given up where a document is built to stall the validator', () => {
    const levels = Array.from({ length: 26 }, (_, level): readonly [string, object] => [
      `l${level}`,
      { anyOf: [{ $ref: `#/$defs/l${level + 1}` }, { allOf: [{ $ref: `#/$defs/l${level + 1}` }, {}] }] },
    ]);
    const schema = (last: object) => ({
      ...object({ slow: { not: { $ref: '#/$defs/l0' } }, a: last }, ['slow']),
      $defs: { ...Object.fromEntries(levels), l26: { const: 'never' } },
    });
    const [found] = witnesses(schema({ type: 'string' }), schema({ type: 'integer' }));
    expect(found === null || found?.path === '/a').toBe(true);
  });

  it('is given up where values have no end', () => {
    const node = (leaf: object) => ({
      $defs: { N: object({ left: { $ref: '#/$defs/N' }, right: { $ref: '#/$defs/N' }, leaf }, ['left', 'right']) },
      $ref: '#/$defs/N',
    });
    expect(witnesses(node({ type: 'string' }), node({ type: 'integer' }))).toEqual([null]);
  });
});
