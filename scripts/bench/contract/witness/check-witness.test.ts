import { describe, expect, it } from 'vitest';
import type { Fields } from './as-json-schema.ts';
import { checkWitness } from './check-witness.ts';

const document = (schema: Fields, openapi = '3.1.0'): Fields => ({
  openapi,
  paths: {
    '/users/{id}': {
      post: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', maximum: 5 } }],
        requestBody: { $ref: '#/components/requestBodies/User' },
      },
    },
  },
  components: {
    requestBodies: { User: { content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } } } },
    schemas: { User: schema },
  },
});

const claim = {
  operation: 'POST /users/{key}',
  where: 'request body, property name',
  side: 'request',
  acceptedBy: 'base',
} as const;
const open = document({ type: 'object' });
const named = document({ type: 'object', required: ['name'], properties: { name: { type: 'string' } } });

describe('checking a witness with another validator', () => {
  it('holds when one side accepts it and the other refuses it, through references', () => {
    expect(checkWitness({ ...claim, base: open, head: named, value: {} })).toEqual({ outcome: 'holds' });
  });

  it('is refuted when both accept it, or none does', () => {
    expect(checkWitness({ ...claim, base: open, head: named, value: { name: 'a' } }).outcome).toBe('refuted');
    expect(checkWitness({ ...claim, base: named, head: named, value: {} }).outcome).toBe('refuted');
  });

  it('says so when the schema is not to be found', () => {
    const { outcome } = checkWitness({ ...claim, operation: 'GET /nowhere', base: open, head: named, value: {} });
    expect(outcome).toBe('unchecked');
  });

  it('finds the schema of a parameter', () => {
    const where = 'query parameter limit, schema';
    const loose = structuredClone(open) as { paths: { '/users/{id}': { post: { parameters: unknown[] } } } };
    loose.paths['/users/{id}'].post.parameters = [{ name: 'limit', in: 'query', schema: { type: 'integer' } }];
    const base = loose as unknown as Fields;
    expect(checkWitness({ ...claim, where, base, head: open, value: 9 })).toEqual({ outcome: 'holds' });
  });

  it('takes OpenAPI 3.0 by its letter: nullable beside a type only, exclusive bounds as flags, readOnly not sent', () => {
    const of = (schema: Fields) => document(schema, '3.0.3');
    const outcome = (base: Fields, head: Fields, value: null | number | object) =>
      checkWitness({ ...claim, base: of(base), head: of(head), value: value as never }).outcome;
    expect(outcome({ type: 'string', nullable: true }, { type: 'string' }, null)).toBe('holds');
    expect(outcome({ allOf: [{ type: 'string' }], nullable: true }, { type: 'string' }, null)).toBe('refuted');
    expect(outcome({ type: 'number', minimum: 1 }, { type: 'number', minimum: 1, exclusiveMinimum: true }, 1)).toBe(
      'holds',
    );
    const readOnly = { type: 'object', required: ['id'], properties: { id: { type: 'string', readOnly: true } } };
    expect(outcome({ type: 'object' }, readOnly, {})).toBe('refuted');
  });
});
