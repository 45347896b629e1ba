import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { contractFindings } from '../contract-findings.ts';
import { at, buildOperation, compare, edit, json, told } from '../document-pair.builder.ts';
import type { Doc } from '../document-pair.builder.ts';

describe('Swagger 2.0', () => {
  const swagger = (body: Doc, more: Doc = {}): Doc => ({
    swagger: '2.0',
    paths: {
      '/a': {
        post: {
          parameters: [
            { in: 'body', name: 'body', schema: body },
            { in: 'query', name: 'q', type: 'string' },
          ],
          responses: { 200: { schema: { type: 'object', properties: { a: { type: 'string' } } } } },
        },
      },
    },
    ...more,
  });
  const schema = { type: 'object', properties: { a: { type: 'string' } } };

  it('is read', () => {
    const base = swagger(schema);
    expect(compare(structuredClone(base), 'unchanged', base)).toEqual([]);
    expect(told(compare(swagger({ ...schema, required: ['a'] }), null, base))).toEqual([
      'error contract/required-input-added a',
    ]);
  });

  it('is compared by its media types, forms, styles and schemes', () => {
    expect(
      told(
        compare(
          swagger(schema, { produces: ['application/xml'] }),
          null,
          swagger(schema, { produces: ['application/json'] }),
        ),
      ),
    ).toEqual(['error contract/media-type-removed application/json']);
    const form = (...fields: readonly Doc[]): Doc => ({
      swagger: '2.0',
      paths: { '/a': { post: { parameters: fields.map((field) => ({ in: 'formData', ...field })), responses: {} } } },
    });
    const name = { name: 'name', type: 'string' };
    expect(told(compare(form({ ...name, required: true }), null, form(name)))).toEqual([
      'error contract/required-input-added request body',
      'error contract/required-input-added name',
    ]);
    const list = (collectionFormat: string): Doc => ({
      swagger: '2.0',
      paths: {
        '/a': {
          get: {
            parameters: [{ in: 'query', name: 'ids', type: 'array', items: { type: 'string' }, collectionFormat }],
            responses: {},
          },
        },
      },
    });
    expect(told(compare(list('pipes'), null, list('csv')))).toEqual(['error contract/parameter-style-changed ids']);
    const secured = (type: string): Doc =>
      swagger(schema, { security: [{ a: [] }], securityDefinitions: { a: { type, in: 'header', name: 'k' } } });
    expect(told(compare(secured('basic'), null, secured('apiKey')))[0]).toContain('contract/security-tightened');
  });
});

describe('OpenAPI 3.1', () => {
  it('reads type arrays and anyOf with null like nullable', () => {
    const name = (schema: Doc): Doc =>
      edit((doc) => (at(doc, 'components', 'schemas', 'User', 'properties')['name'] = schema));
    const nullable = name({ type: 'string', nullable: true });
    for (const schema of [{ type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }]) {
      const head = { ...name(schema), openapi: '3.1.0' };
      expect(compare(head, 'unchanged', nullable)).toEqual([]);
    }
  });
});

describe('OpenAPI 3.2', () => {
  const items = (schema: Doc): Doc => ({
    ...buildOperation({
      responses: { 200: { description: 'ok', content: { 'application/jsonl': { itemSchema: schema } } } },
    }),
    openapi: '3.2.0',
  });

  it('compares the items of a sequence', () => {
    expect(told(compare(items({ type: 'number' }), null, items({ type: 'integer' })))).toEqual([
      'error contract/type-widened type',
    ]);
  });

  it('knows the method query and methods of its own', () => {
    const methods = (item: Doc): Doc => ({ openapi: '3.2.0', paths: { '/a': item } });
    const answer = { responses: { 200: { description: 'ok' } } };
    const base = methods({ query: answer, additionalOperations: { COPY: answer } });
    expect(told(compare(methods({ query: answer }), null, base))).toEqual(['error contract/method-removed COPY /a']);
    expect(told(compare(methods({ additionalOperations: { COPY: answer } }), null, base))).toEqual([
      'error contract/method-removed QUERY /a',
    ]);
  });

  it('takes a reference to its own address for one to itself', () => {
    const self = (ref: string): Doc => ({
      openapi: '3.2.0',
      $self: 'https://api.example/openapi.json',
      paths: {
        '/a': { get: { responses: { 200: { description: 'ok', content: { 'a/b': { schema: { $ref: ref } } } } } } },
      },
      components: { schemas: { A: { type: 'string' } } },
    });
    const own = self('https://api.example/openapi.json#/components/schemas/A');
    expect(compare(own, 'unchanged', self('#/components/schemas/A'))).toEqual([]);
  });
});

describe('a document that is written anew in another version and syntax', () => {
  it('differs in nothing', () => {
    const base = buildOperation({ requestBody: { content: { 'a/b': { schema: { type: 'string' } } } } });
    for (const openapi of ['3.0.3', '3.2.0']) {
      const head = dump({ ...base, openapi });
      expect(contractFindings({ path: 'a.yaml', base: json(base), head }, { terms: 'unchanged' })).toEqual([]);
    }
  });
});
