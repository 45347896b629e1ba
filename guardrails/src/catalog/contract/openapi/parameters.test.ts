import { describe, expect, it } from 'vitest';
import { buildOperation, compare, told } from '../document-pair.builder.ts';
import type { Doc } from '../document-pair.builder.ts';

const parameters = (...all: readonly Doc[]): Doc => buildOperation({ parameters: all });
const list = { type: 'array', items: { type: 'string' } };

describe('parameters', () => {
  it.each(['query', 'header', 'cookie'])('break when a required one comes or one becomes required (%s)', (place) => {
    const one = { name: 'tenant', in: place, schema: { type: 'string' } };
    const required = parameters({ ...one, required: true });
    for (const base of [parameters(), parameters(one)]) {
      expect(told(compare(required, null, base))).toEqual(['error contract/required-input-added tenant']);
    }
  });

  it('only warn of a path parameter that the path had a place for and nobody had described', () => {
    const described = parameters({ name: 'id', in: 'path', required: true, schema: { type: 'string' } });
    expect(told(compare(described, null, parameters()))).toEqual(['warning contract/required-input-added id']);
  });

  it('of the path hold for each operation, whose own win', () => {
    const one = { name: 'q', in: 'query', schema: { type: 'string' } };
    const ofPath = (more: Doc): Doc => ({
      openapi: '3.1.0',
      paths: { '/a': { parameters: [one], get: { responses: {}, ...more } } },
    });
    const ofOperation = { openapi: '3.1.0', paths: { '/a': { get: { responses: {}, parameters: [one] } } } };
    expect(compare(ofPath({}), 'unchanged', ofOperation)).toEqual([]);
    const own = ofPath({ parameters: [{ ...one, required: true }] });
    expect(told(compare(own, null, ofPath({})))).toEqual(['error contract/required-input-added q']);
  });

  it('are found again when a header changes its case', () => {
    const header = (name: string): Doc => parameters({ name, in: 'header', schema: { type: 'string' } });
    expect(compare(header('X-Tenant'), 'unchanged', header('x-tenant'))).toEqual([]);
  });

  it('break when they are written in another way, where a value can show it', () => {
    const query = (more: Doc): Doc => parameters({ name: 'ids', in: 'query', schema: list, ...more });
    expect(told(compare(query({ explode: false }), null, query({})))).toEqual([
      'error contract/parameter-style-changed ids',
    ]);
    expect(compare(query({ style: 'form', explode: true }), 'unchanged', query({}))).toEqual([]);
    const scalar = (more: Doc): Doc => parameters({ name: 'id', in: 'query', schema: { type: 'string' }, ...more });
    expect(compare(scalar({ explode: false }), 'unchanged', scalar({}))).toEqual([]);
  });

  it('break when a schema becomes a document in a media type, and compare the documents', () => {
    const content = (type: string): Doc =>
      parameters({ name: 'f', in: 'query', content: { 'application/json': { schema: { type } } } });
    const schema = parameters({ name: 'f', in: 'query', schema: { type: 'string' } });
    expect(told(compare(content('string'), null, schema))).toEqual(['error contract/parameter-style-changed f']);
    expect(told(compare(content('integer'), null, content('number')))).toEqual(['error contract/type-narrowed type']);
  });

  it('may become any text, and a list of one where they are repeated, because that is how they are written', () => {
    const query = (schema: Doc): Doc => parameters({ name: 'id', in: 'query', schema });
    const text = { type: 'string' };
    expect(told(compare(query(text), null, query({ type: 'integer' })))).toEqual([]);
    expect(told(compare(query({ type: 'array', items: text }), null, query(text)))).toEqual([]);
    const narrower: readonly (readonly [Doc, Doc])[] = [
      [{ type: 'integer' }, text],
      [{ type: 'string', pattern: '^a' }, { type: 'integer' }],
      [{ type: 'array', items: text, minItems: 2 }, text],
    ];
    for (const [head, base] of narrower) {
      expect(told(compare(query(head), null, query(base)))).toEqual(['error contract/type-narrowed type']);
    }
  });

  it('warn of another default, because nobody is told', () => {
    const limit = (value: number): Doc =>
      parameters({ name: 'limit', in: 'query', schema: { type: 'integer', default: value } });
    expect(told(compare(limit(50), null, limit(20)))).toEqual(['warning contract/default-changed default']);
  });

  it('named like headers that are described elsewhere do not count', () => {
    const head = parameters({ name: 'Authorization', in: 'header', required: true, schema: { type: 'string' } });
    expect(compare(head, 'unchanged', parameters())).toEqual([]);
  });
});
