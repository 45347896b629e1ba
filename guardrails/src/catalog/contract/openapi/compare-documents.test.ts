import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { contractFindings } from '../contract-findings.ts';
import { at, compare, edit, json, told } from '../document-pair.builder.ts';
import type { Doc } from '../document-pair.builder.ts';

describe('alternatives', () => {
  const cat = { type: 'object', properties: { meow: { type: 'boolean' } } };
  const dog = { type: 'object', properties: { bark: { type: 'boolean' } } };
  const withRequest = (schema: Doc) =>
    edit(
      (doc) => (at(doc, 'paths', '/users', 'post', 'requestBody', 'content', 'application/json')['schema'] = schema),
    );
  const withAnswer = (schema: Doc) =>
    edit(
      (doc) =>
        (at(doc, 'paths', '/users', 'get', 'responses', '200', 'content', 'application/json')['schema'] = schema),
    );

  it('may be reordered', () => {
    expect(compare(withRequest({ oneOf: [dog, cat] }), 'unchanged', withRequest({ oneOf: [cat, dog] }))).toEqual([]);
  });

  it('may be gained by a request and lost by an answer', () => {
    expect(compare(withRequest({ oneOf: [cat, dog] }), null, withRequest(cat))).toEqual([]);
    expect(compare(withAnswer(cat), null, withAnswer({ oneOf: [cat, dog] }))).toEqual([]);
  });

  it('may not be lost by a request or gained by an answer', () => {
    const choices = (level: string, [one, other]: readonly [Doc, Doc]): void => {
      const lost = compare(withRequest(one), null, withRequest({ oneOf: [one, other] }));
      expect(told(lost)).toEqual([`${level} contract/type-narrowed alternatives`]);
      const gained = compare(withAnswer({ oneOf: [one, other] }), null, withAnswer(one));
      expect(told(gained)).toEqual([`${level} contract/type-widened alternatives`]);
    };
    // An open cat may bark, so nobody can show a dog that is refused.
    choices('warning', [cat, dog]);
    choices('error', [
      { ...cat, additionalProperties: false },
      { ...dog, required: ['bark'] },
    ]);
  });
});

describe('what is hidden in one direction', () => {
  it('is no input when it is readOnly and no part of an answer when it is writeOnly', () => {
    const head = edit((doc) => {
      const newUser = at(doc, 'components', 'schemas', 'NewUser');
      newUser['required'] = ['name', 'createdAt'];
      at(newUser, 'properties')['createdAt'] = { type: 'string', readOnly: true };
    });
    expect(compare(head, 'unchanged')).toEqual([]);
  });
});

describe('the same properties in another form', () => {
  it('are no change as an allOf', () => {
    const head = edit((doc) => {
      const { properties, ...rest } = at(doc, 'components', 'schemas', 'User') as { properties: Doc };
      const { name, ...others } = properties;
      at(doc, 'components', 'schemas')['User'] = {
        allOf: [
          { ...rest, properties: others },
          { type: 'object', properties: { name } },
        ],
      };
    });
    expect(compare(head, 'unchanged')).toEqual([]);
  });
});

const reorder = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(reorder);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .reverse()
      .map(([key, value]) => [key, reorder(value)]),
  );
};

const schemaArbitrary = fc.letrec<{ schema: Doc }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ type: fc.constantFrom('string', 'integer', 'number', 'boolean') }),
    fc
      .uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
      .map((values) => ({ type: 'string', enum: values })),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc
      .dictionary(fc.constantFrom('a', 'b', 'c/d', 'e~f', '__proto__'), tie('schema'), { minKeys: 1 })
      .chain((properties) =>
        fc.subarray(Object.keys(properties)).map((required) => ({ type: 'object', properties, required })),
      ),
    fc.array(tie('schema'), { minLength: 1, maxLength: 2 }).map((allOf) => ({ allOf })),
    fc.array(tie('schema'), { minLength: 2, maxLength: 3 }).map((oneOf) => ({ oneOf })),
  ),
})).schema;

const documentArbitrary = fc
  .dictionary(
    fc.constantFrom('/a', '/a/{id}', '/b/{x}/c'),
    fc.dictionary(
      fc.constantFrom('get', 'post', 'put'),
      fc.record({ request: schemaArbitrary, response: schemaArbitrary }).map(({ request, response }) => ({
        requestBody: { content: { 'application/json': { schema: request } } },
        responses: { '200': { description: 'ok', content: { 'application/json': { schema: response } } } },
      })),
      { minKeys: 1 },
    ),
    { minKeys: 1 },
  )
  .map((paths): Doc => ({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths }));

/** The same document with every body and answer moved to `components`. */
const componentised = (doc: Doc): Doc => {
  const copy = structuredClone(doc);
  const schemas: Doc = {};
  for (const item of Object.values(copy['paths'] as Record<string, Record<string, Doc>>)) {
    for (const operation of Object.values(item)) {
      const contents = [at(operation, 'requestBody', 'content'), at(operation, 'responses', '200', 'content')];
      for (const media of contents.map((content) => content['application/json'] as Doc)) {
        const name = `S${Object.keys(schemas).length}`;
        schemas[name] = media['schema'];
        media['schema'] = { $ref: `#/components/schemas/${name}` };
      }
    }
  }
  return { ...copy, components: { schemas } };
};

describe('for any document', () => {
  it('nothing is found against itself, with keys in another order, with schemas moved to components, or as YAML', () => {
    fc.assert(
      fc.property(documentArbitrary, (doc) => {
        for (const head of [doc, reorder(doc) as Doc, componentised(doc)]) {
          expect(compare(head, 'unchanged', doc)).toEqual([]);
        }
        const yaml = contractFindings({ path: 'a.yaml', base: json(doc), head: dump(doc) }, { terms: 'unchanged' });
        expect(yaml).toEqual([]);
      }),
    );
  });

  it('a removed path or method is found, as YAML as well as as JSON, with the same fingerprint', () => {
    fc.assert(
      fc.property(documentArbitrary, fc.nat(), fc.boolean(), (doc, seed, isWhole) => {
        const head = structuredClone(doc);
        const paths = head['paths'] as Record<string, Doc>;
        const path = Object.keys(paths)[seed % Object.keys(paths).length] ?? '';
        const method = Object.keys(paths[path] ?? {})[0] ?? '';
        if (isWhole) Reflect.deleteProperty(paths, path);
        else Reflect.deleteProperty(paths[path] ?? {}, method);
        const asJson = compare(head, null, doc);
        expect(told(asJson)).toEqual([
          isWhole
            ? `error contract/path-removed ${path}`
            : `error contract/method-removed ${method.toUpperCase()} ${path}`,
        ]);
        const asYaml = contractFindings({ path: 'openapi.json', base: dump(doc), head: dump(head) }, { terms: null });
        expect(asYaml.map(({ fingerprint }) => fingerprint)).toEqual(asJson.map(({ fingerprint }) => fingerprint));
      }),
    );
  });

  it('a removed required property of an answer is found, however deep its object stands', () => {
    const wrap = (kinds: readonly string[], schema: Doc): Doc =>
      kinds.reduce<Doc>((inner, kind) => {
        if (kind === 'array') return { type: 'array', items: inner };
        if (kind === 'allOf') return { allOf: [inner] };
        return { type: 'object', properties: { inner }, required: ['inner'] };
      }, schema);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('array', 'allOf', 'object'), { maxLength: 6 }),
        schemaArbitrary,
        (kinds, schema) => {
          const answer = (properties: Doc): Doc => ({
            openapi: '3.1.0',
            paths: {
              '/a': {
                get: {
                  responses: {
                    200: {
                      content: {
                        'application/json': { schema: wrap(kinds, { type: 'object', properties, required: ['x'] }) },
                      },
                    },
                  },
                },
              },
            },
          });
          const findings = compare(answer({ y: schema }), null, answer({ x: schema, y: schema }));
          expect(findings.map(({ code }) => code)).toContain('contract/response-property-removed');
        },
      ),
    );
  });

  it('nothing that stands where something else is expected makes it throw', () => {
    const rich = edit((doc) => {
      Object.assign(at(doc, 'paths', '/users', 'post'), {
        security: [{ key: ['read'] }],
        servers: [{ url: 'https://a.example/{v}', variables: { v: { default: '1' } } }],
        callbacks: { done: { '{$url}': { post: { responses: { 200: { description: 'ok' } } } } } },
        'x-sunset': '2027-01-01',
        deprecated: true,
      });
      Object.assign(at(doc, 'paths', '/users', 'get', 'responses', '200'), {
        headers: { 'X-Total': { schema: { type: 'integer' } } },
        links: { next: { operationId: 'listUsers' } },
      });
      Object.assign(at(doc, 'components'), { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'k' } } });
    });
    const junk = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(null, [], {}, [null], { $ref: '#' }, { $ref: '#/paths' }, { $ref: 1 }, { allOf: 1 }),
    );
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), junk, fc.boolean(), (steps, value, isBase) => {
        const broken = structuredClone(rich);
        let node: Record<string, unknown> = broken;
        for (;;) {
          const keys = Object.keys(node);
          const key = keys[(steps.next().value as number) % keys.length] ?? '';
          const next = node[key];
          const isLeaf = typeof next !== 'object' || next === null || Object.keys(next).length === 0;
          if (isLeaf || (steps.next().value as number) % 4 === 0) {
            node[key] = value;
            break;
          }
          node = next as Record<string, unknown>;
        }
        const [base, head] = isBase ? [broken, rich] : [rich, broken];
        expect(() => compare(head, 'unchanged', base)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it('no text at all makes it throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (base, head) => {
        expect(() => contractFindings({ path: 'a.yaml', base, head }, { terms: null })).not.toThrow();
      }),
    );
  });
});
