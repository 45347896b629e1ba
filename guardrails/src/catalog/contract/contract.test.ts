import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { ChangedFile } from '../../change/change.ts';
import type { CollectContext, Finding } from '../../guardrail.ts';
import type { BriefTerms } from '../../policy/brief-terms.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Tree } from '../../tree/tree.ts';
import { contractFindings } from './contract-findings.ts';
import type { ApiTerms } from './contract-findings.ts';
import { contractReport } from './contract-report.ts';
import { contract } from './contract.ts';
import { createFacts } from '../../tree/facts.ts';

type Doc = Record<string, unknown>;

const anUser = (): Doc => ({
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string', enum: ['admin', 'guest'] },
    manager: { $ref: '#/components/schemas/User' },
  },
});

const aDocument = (): Doc => ({
  openapi: '3.0.3',
  info: { title: 'Users', version: '1.0.0' },
  paths: {
    '/users': {
      get: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
        responses: {
          '200': {
            description: 'all',
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/User' } } },
            },
          },
        },
      },
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewUser' } } },
        },
        responses: {
          '201': {
            description: 'made',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } },
          },
          '400': { description: 'refused' },
        },
      },
    },
    '/users/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      delete: { responses: { '204': { description: 'gone' } } },
    },
  },
  components: {
    schemas: {
      User: anUser(),
      NewUser: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          role: { type: 'string', enum: ['admin', 'guest'] },
          age: { type: 'number' },
        },
      },
    },
  },
});

const at = (doc: unknown, ...keys: string[]): Doc =>
  keys.reduce<unknown>((node, key) => (node as Doc)[key], doc) as Doc;

/** The document after an edit. */
const edited = (edit: (doc: Doc) => unknown): Doc => {
  const doc = structuredClone(aDocument());
  edit(doc);
  return doc;
};

const json = (doc: unknown): string => JSON.stringify(doc, null, 2);

const compare = (head: Doc, terms: ApiTerms = null, base: Doc = aDocument()): readonly Finding[] =>
  contractFindings({ path: 'openapi.json', base: json(base), head: json(head) }, terms);

const summary = (findings: readonly Finding[]) =>
  findings.map(({ code, level, data }) => [code, level, data['subject']]);

const user = (doc: Doc) => at(doc, 'components', 'schemas', 'User');
const newUser = (doc: Doc) => at(doc, 'components', 'schemas', 'NewUser');

describe('a contract that breaks', () => {
  it.each<readonly [string, (doc: Doc) => unknown, readonly [string, string]]>([
    ['a removed path', (d: Doc) => delete at(d, 'paths')['/users/{id}'], ['contract/path-removed', '/users/{id}']],
    ['a removed method', (d: Doc) => delete at(d, 'paths', '/users')['get'], ['contract/method-removed', 'GET /users']],
    [
      'a removed response property',
      (d: Doc) => delete at(user(d), 'properties')['name'],
      ['contract/response-property-removed', 'name'],
    ],
    [
      'a response property that may now be absent',
      (d: Doc) => (user(d)['required'] = ['id']),
      ['contract/response-property-optional', 'name'],
    ],
    [
      'a new enum value in an answer',
      (d: Doc) => (at(user(d), 'properties', 'role')['enum'] = ['admin', 'guest', 'owner']),
      ['contract/response-enum-value-added', '"owner"'],
    ],
    [
      'a lost enum value in a request',
      (d: Doc) => (at(newUser(d), 'properties', 'role')['enum'] = ['admin']),
      ['contract/request-enum-value-removed', '"guest"'],
    ],
    [
      'a newly required body property',
      (d: Doc) => (newUser(d)['required'] = ['name', 'age']),
      ['contract/required-input-added', 'age'],
    ],
    [
      'a newly required parameter',
      (d: Doc) => (at(d, 'paths', '/users', 'get', 'parameters', '0')['required'] = true),
      ['contract/required-input-added', 'limit'],
    ],
    [
      'a new required parameter',
      (d: Doc) =>
        ((at(d, 'paths', '/users', 'get')['parameters'] as Doc[])[1] = {
          name: 'tenant',
          in: 'header',
          required: true,
          schema: { type: 'string' },
        }),
      ['contract/required-input-added', 'tenant'],
    ],
    [
      'a narrowed type in a request',
      (d: Doc) => (at(newUser(d), 'properties', 'age')['type'] = 'integer'),
      ['contract/type-narrowed', 'type'],
    ],
    [
      'a widened type in an answer',
      (d: Doc) => (at(user(d), 'properties', 'name')['nullable'] = true),
      ['contract/type-widened', 'type'],
    ],
    [
      'a tighter bound in a request',
      (d: Doc) => (at(newUser(d), 'properties', 'name')['maxLength'] = 10),
      ['contract/type-narrowed', 'maxLength'],
    ],
    [
      'a removed success status',
      (d: Doc) => {
        const responses = at(d, 'paths', '/users', 'post', 'responses');
        responses['202'] = responses['201'];
        delete responses['201'];
      },
      ['contract/response-status-removed', '201'],
    ],
    [
      'a removed media type',
      (d: Doc) => {
        const content = at(d, 'paths', '/users', 'post', 'requestBody', 'content');
        content['application/xml'] = content['application/json'];
        delete content['application/json'];
      },
      ['contract/media-type-removed', 'application/json'],
    ],
  ])('is an error: %s', (_title, edit, [code, subject]) => {
    expect(summary(compare(edited(edit)))).toEqual([[code, 'error', subject]]);
  });

  it('is a warning where only a caller that relied on it goes wrong', () => {
    const findings = compare(edited((doc) => delete at(newUser(doc), 'properties')['age']));
    expect(summary(findings)).toEqual([['contract/input-removed', 'warning', 'age']]);
  });

  it('is a note when the brief agreed to break it', () => {
    const head = edited((doc) => delete at(doc, 'paths')['/users/{id}']);
    expect(compare(head, 'breaking').map(({ level }) => level)).toEqual(['note']);
    expect(compare(head, 'additive').map(({ level }) => level)).toEqual(['error']);
  });

  it('says the line at head of the nearest parent that is still there', () => {
    const head = edited((doc) => delete at(user(doc), 'properties')['name']);
    const [finding] = compare(head);
    const lines = json(head).split('\n');
    expect(finding?.file).toBe('openapi.json');
    expect(lines[(finding?.line ?? 0) - 1]).toContain('"User"');
    expect(finding?.data['pointer']).toBe('/components/schemas/User/properties/name');
  });

  it('is told once for a schema that several operations share, with those operations', () => {
    const [finding, ...others] = compare(edited((doc) => delete at(user(doc), 'properties')['name']));
    expect(others).toEqual([]);
    expect(finding?.data['operations']).toEqual(['GET /users', 'POST /users']);
  });

  it('keeps its fingerprint when lines move', () => {
    const remove = (doc: Doc) => delete at(doc, 'paths')['/users/{id}'];
    const moved = edited((doc) => {
      remove(doc);
      at(doc, 'info')['description'] = 'longer';
    });
    expect(compare(moved)[0]?.fingerprint).toBe(compare(edited(remove))[0]?.fingerprint);
  });

  it('has a message that names what, where and the way out', () => {
    const [finding] = compare(edited((doc) => delete at(user(doc), 'properties')['name']));
    const text = contract.messages[finding?.code ?? '']?.(finding?.data ?? {});
    expect(text).toContain('property [].name of GET /users, POST /users is gone');
    expect(text).toContain('api: breaking');
  });
});

describe('a contract that holds', () => {
  const harmless: readonly (readonly [string, (doc: Doc) => unknown])[] = [
    ['a new path', (d) => (at(d, 'paths')['/teams'] = {})],
    [
      'a new optional parameter',
      (d) => (at(d, 'paths', '/users', 'get', 'parameters')['1'] = { name: 'q', in: 'query' }),
    ],
    ['a new response property', (d) => (at(user(d), 'properties')['nick'] = { type: 'string' })],
    [
      'an enum value more in a request',
      (d) => (at(newUser(d), 'properties', 'role')['enum'] = ['admin', 'guest', 'x']),
    ],
    ['a new status', (d) => (at(d, 'paths', '/users', 'get', 'responses')['404'] = { description: 'none' })],
    ['a new optional body property', (d) => (at(newUser(d), 'properties')['nick'] = { type: 'string' })],
  ];

  it.each(harmless)('passes without a brief and warns when the brief says unchanged: %s', (_title, edit) => {
    const head = edited(edit);
    expect(compare(head)).toEqual([]);
    expect(compare(head, 'additive')).toEqual([]);
    expect(compare(head, 'unchanged').map(({ code, level }) => [code, level])).toEqual([
      ['contract/addition-not-agreed', 'warning'],
    ]);
  });

  it.each<readonly [string, (doc: Doc) => unknown]>([
    ['a wider type in a request', (d) => (at(newUser(d), 'properties', 'name')['nullable'] = true)],
    ['a narrower type in an answer', (d) => (at(user(d), 'properties', 'name')['maxLength'] = 10)],
    ['an enum value less in an answer', (d) => (at(user(d), 'properties', 'role')['enum'] = ['admin'])],
    ['input that is no longer required', (d) => (newUser(d)['required'] = [])],
    [
      'a path parameter by another name',
      (d) => {
        const item = at(d, 'paths', '/users/{id}');
        at(item, 'parameters', '0')['name'] = 'key';
        at(d, 'paths')['/users/{key}'] = item;
        delete at(d, 'paths')['/users/{id}'];
      },
    ],
    [
      'allOf instead of the same properties',
      (d) => {
        const { properties, ...rest } = user(d) as { properties: Doc };
        const { name, ...others } = properties;
        at(d, 'components', 'schemas')['User'] = {
          allOf: [
            { ...rest, properties: others },
            { type: 'object', properties: { name } },
          ],
        };
      },
    ],
    [
      'a status that a range still covers',
      (d) => {
        const responses = at(d, 'paths', '/users', 'post', 'responses');
        responses['4XX'] = responses['400'];
        delete responses['400'];
      },
    ],
  ])('passes even when the brief says unchanged: %s', (_title, edit) => {
    const findings = compare(edited(edit), 'unchanged');
    expect(findings.filter(({ code }) => code !== 'contract/addition-not-agreed')).toEqual([]);
  });

  it('does not count a readOnly property as an input or a writeOnly one as an answer', () => {
    const head = edited((doc) => {
      newUser(doc)['required'] = ['name', 'createdAt'];
      at(newUser(doc), 'properties')['createdAt'] = { type: 'string', readOnly: true };
    });
    expect(compare(head, 'unchanged')).toEqual([]);
  });

  it('reads OpenAPI 3.1 type arrays and anyOf with null like nullable', () => {
    const nullable = edited((doc) => (at(user(doc), 'properties', 'name')['nullable'] = true));
    const array = edited((doc) => (at(user(doc), 'properties', 'name')['type'] = ['string', 'null']));
    const anyOf = edited(
      (doc) => (at(user(doc), 'properties')['name'] = { anyOf: [{ type: 'string' }, { type: 'null' }] }),
    );
    for (const head of [array, anyOf]) expect(compare(head, 'unchanged', nullable)).toEqual([]);
  });

  it('reads Swagger 2.0', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } };
    const swagger = (body: Doc): Doc => ({
      swagger: '2.0',
      paths: {
        '/a': {
          post: {
            parameters: [
              { in: 'body', name: 'body', schema: body },
              { in: 'query', name: 'q', type: 'string' },
            ],
            responses: { 200: { schema } },
          },
        },
      },
    });
    const base = swagger(schema);
    expect(compare(structuredClone(base), 'unchanged', base)).toEqual([]);
    expect(summary(compare(swagger({ ...schema, required: ['a'] }), null, base))).toEqual([
      ['contract/required-input-added', 'error', 'a'],
    ]);
  });
});

describe('alternatives', () => {
  const cat = { type: 'object', properties: { meow: { type: 'boolean' } } };
  const dog = { type: 'object', properties: { bark: { type: 'boolean' } } };
  const withRequest = (schema: Doc) =>
    edited(
      (doc) => (at(doc, 'paths', '/users', 'post', 'requestBody', 'content', 'application/json')['schema'] = schema),
    );
  const withAnswer = (schema: Doc) =>
    edited(
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
    const lost = compare(withRequest(cat), null, withRequest({ oneOf: [cat, dog] }));
    expect(summary(lost)).toEqual([['contract/type-narrowed', 'error', 'alternatives']]);
    const gained = compare(withAnswer({ oneOf: [cat, dog] }), null, withAnswer(cat));
    expect(summary(gained)).toEqual([['contract/type-widened', 'error', 'alternatives']]);
  });
});

describe('a document that cannot be compared', () => {
  it('is an error with line and column when head no longer parses', () => {
    const [finding] = contractFindings(
      { path: 'a.yaml', base: json(aDocument()), head: 'openapi: 3.0.0\npaths: [\n}' },
      null,
    );
    expect(finding).toMatchObject({ code: 'contract/unreadable', level: 'error', file: 'a.yaml', line: 3 });
    expect(finding?.data['column']).toBe(1);
  });

  it('is an error when head no longer is an OpenAPI document', () => {
    const findings = contractFindings({ path: 'a.json', base: json(aDocument()), head: '{}' }, 'breaking');
    expect(findings.map(({ code, level }) => [code, level])).toEqual([['contract/not-openapi', 'error']]);
  });

  it('is an error when it is gone, and a note when that was agreed', () => {
    const gone = { path: 'a.json', base: json(aDocument()), head: null };
    expect(contractFindings(gone, null).map(({ code, level }) => [code, level])).toEqual([
      ['contract/document-removed', 'error'],
    ]);
    expect(contractFindings(gone, 'breaking').map(({ level }) => level)).toEqual(['note']);
  });

  it('does not reach Object.prototype through a key or a reference', () => {
    const head = edited((doc) => {
      at(doc, 'paths', '/users', 'get', 'responses', '200', 'content', 'application/json')['schema'] = {
        $ref: '#/__proto__/toString',
      };
    });
    expect(() => compare(head)).not.toThrow();
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
        const yaml = contractFindings({ path: 'a.yaml', base: json(doc), head: dump(doc) }, 'unchanged');
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
        expect(asJson.map(({ code }) => code)).toEqual([isWhole ? 'contract/path-removed' : 'contract/method-removed']);
        const asYaml = contractFindings({ path: 'openapi.json', base: dump(doc), head: dump(head) }, null);
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

  it('no text at all makes it throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (base, head) => {
        expect(() => contractFindings({ path: 'a.yaml', base, head }, null)).not.toThrow();
      }),
    );
  });
});

const aTree = (files: Readonly<Record<string, string>>): Tree => ({
  commit: null,
  sha: '0'.repeat(40),
  list: () => Promise.resolve(Object.keys(files).map((path) => ({ path, mode: '100644' as const, sha: '1' }))),
  readText: (path) => Promise.resolve(files[path] ?? null),
  checkout: () => Promise.reject(new Error('contract needs no checkout')),
});

const aPolicy = (api?: BriefTerms['api']): Policy =>
  ({
    configuration: { contracts: { openapi: ['**/openapi.{json,yaml}'] } },
    exemptions: [],
    brief: api === undefined ? null : { api },
  }) as unknown as Policy;

const aContext = (
  base: Readonly<Record<string, string>>,
  head: Readonly<Record<string, string>>,
  files: readonly ChangedFile[] = [],
): CollectContext => ({
  base: aTree(base),
  head: aTree(head),
  change: { base: '0', head: null, files },
  policy: aPolicy(),
  run: () => Promise.reject(new Error('contract runs nothing')),
  exclusive: (work) => work(),
  facts: createFacts(),
  history: () => Promise.resolve({ steps: [], omitted: 0 }),
  signal: new AbortController().signal,
});

const check = async (context: CollectContext) => {
  const collected = await contract.collect(context);
  if ('cannotCheck' in collected) return collected;
  return {
    codes: contract.assess(collected.evidence, context.policy).map(({ code }) => code),
    notChecked: contract.notChecked?.(collected.evidence, context.policy) ?? [],
  };
};

describe('the guardrail', () => {
  const doc = json(aDocument());
  const without = json(edited((d) => delete at(d, 'paths')['/users/{id}']));

  it('passes and says so when there is no document', async () => {
    const answer = await check(aContext({ 'a.ts': '' }, { 'a.ts': '' }));
    expect(answer).toMatchObject({ codes: [], notChecked: [{ what: 'contracts' }] });
  });

  it('finds documents by glob in any folder, but not in node_modules', async () => {
    const base = { 'api/openapi.json': doc, 'node_modules/x/openapi.json': doc };
    const answer = await check(aContext(base, { 'api/openapi.json': without }));
    expect(answer).toMatchObject({ codes: ['contract/path-removed'], notChecked: [] });
  });

  it('follows a rename, and says when the new name is no longer watched', async () => {
    const renamed: ChangedFile = {
      status: 'renamed',
      path: 'api.json',
      basePath: 'openapi.json',
      baseMode: '100644',
      headMode: '100644',
      isBinary: false,
      hunks: [],
    };
    const answer = await check(aContext({ 'openapi.json': doc }, { 'api.json': without }, [renamed]));
    expect(answer).toMatchObject({
      codes: ['contract/path-removed'],
      notChecked: [{ what: 'api.json from the next change on' }],
    });
  });

  it('takes a document that is written anew in the other syntax for the same one', async () => {
    const answer = await check(aContext({ 'openapi.json': doc }, { 'openapi.yaml': dump(aDocument()) }));
    expect(answer).toMatchObject({ codes: [], notChecked: [] });
  });

  it('cannot check against a base that does not parse, and says where', async () => {
    const answer = await check(aContext({ 'openapi.yaml': 'a: [' }, { 'openapi.yaml': dump(aDocument()) }));
    expect(answer).toMatchObject({ cannotCheck: expect.stringContaining('openapi.yaml at base') as string });
  });

  it('says that what other files hold was not checked, changed or not', async () => {
    const split = json(edited((d) => (at(d, 'paths')['/x'] = { $ref: './paths/x.yaml#/get' })));
    const answer = await check(aContext({ 'openapi.json': split }, { 'openapi.json': split }));
    expect(answer).toMatchObject({
      codes: [],
      notChecked: [{ what: expect.stringContaining('./paths/x.yaml') as string }],
    });
  });

  it('says that a file which only has the name of a document was not compared', async () => {
    const answer = await check(aContext({ 'openapi.json': '{"a":1}' }, { 'openapi.json': '{"a":2}' }));
    expect(answer).toMatchObject({ codes: [], notChecked: [{ what: 'openapi.json' }] });
  });
});

describe('contractReport', () => {
  const base = { path: 'a.json', text: json(aDocument()) };

  it('fails with messages when head breaks base, and passes when it does not', () => {
    const head = { path: 'b.yaml', text: dump(edited((doc) => delete at(doc, 'paths')['/users/{id}'])) };
    const report = contractReport({ base, head });
    expect(report).toMatchObject({ schema: 'interlock.report/1', base: 'a.json', head: 'b.yaml', verdict: 'fail' });
    expect(report.guardrails[0]?.findings[0]?.message).toContain('The path /users/{id} is gone from b.yaml');
    expect(contractReport({ base, head: base }).verdict).toBe('pass');
  });

  it('cannot check when base is unreadable or no OpenAPI document', () => {
    for (const text of ['a: [', '{}']) {
      expect(contractReport({ base: { path: 'a.json', text }, head: base })).toMatchObject({ verdict: 'cannot-check' });
    }
  });
});
