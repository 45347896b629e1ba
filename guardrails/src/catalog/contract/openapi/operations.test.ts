import { describe, expect, it } from 'vitest';
import { at, buildOperation, compare, edit, told, toldAll } from '../document-pair.builder.ts';
import type { Doc } from '../document-pair.builder.ts';

const user = (doc: Doc) => at(doc, 'components', 'schemas', 'User');
const newUser = (doc: Doc) => at(doc, 'components', 'schemas', 'NewUser');

describe('operations that break', () => {
  it.each<readonly [string, (doc: Doc) => unknown, string]>([
    ['a removed path', (d) => delete at(d, 'paths')['/users/{id}'], 'error contract/path-removed /users/{id}'],
    ['a removed method', (d) => delete at(d, 'paths', '/users')['get'], 'error contract/method-removed GET /users'],
    [
      'a removed response property',
      (d) => {
        delete at(user(d), 'properties')['name'];
        user(d)['required'] = ['id'];
      },
      'error contract/response-property-removed name',
    ],
    [
      'a response property that may now be absent',
      (d) => (user(d)['required'] = ['id']),
      'error contract/response-property-optional name',
    ],
    [
      'a new enum value in an answer',
      (d) => (at(user(d), 'properties', 'role')['enum'] = ['admin', 'guest', 'owner']),
      'warning contract/response-enum-value-added "owner"',
    ],
    [
      'a lost enum value in a request',
      (d) => (at(newUser(d), 'properties', 'role')['enum'] = ['admin']),
      'error contract/request-enum-value-removed "guest"',
    ],
    [
      'a newly required body property',
      (d) => (newUser(d)['required'] = ['name', 'age']),
      'error contract/required-input-added age',
    ],
    [
      'a narrowed type in a request',
      (d) => (at(newUser(d), 'properties', 'age')['type'] = 'integer'),
      'error contract/type-narrowed type',
    ],
    [
      'a tighter bound in a request',
      (d) => (at(newUser(d), 'properties', 'name')['maxLength'] = 10),
      'error contract/type-narrowed maxLength',
    ],
    [
      'a removed media type',
      (d) => {
        const content = at(d, 'paths', '/users', 'post', 'requestBody', 'content');
        content['application/xml'] = content['application/json'];
        delete content['application/json'];
      },
      'error contract/media-type-removed application/json',
    ],
    [
      'a renamed operation id',
      (d) => (at(d, 'paths', '/users', 'get')['operationId'] = 'allUsers'),
      'warning contract/operation-id-changed listUsers',
    ],
  ])('tell %s', (_title, change, line) => {
    expect(told(compare(edit(change)))).toEqual([line]);
  });

  it('show a request that was accepted and is now refused, verified on both sides', () => {
    const [finding] = compare(edit((doc) => (newUser(doc)['required'] = ['name', 'age'])));
    expect(finding?.data).toMatchObject({
      grade: 'proven',
      semver: 'major',
      witness: { side: 'request', acceptedBy: 'base', refusedBy: 'head' },
    });
    expect(finding?.data['witness']).not.toHaveProperty('value.age');
  });

  it('warn of an input that goes, because only who relied on it goes wrong', () => {
    expect(told(compare(edit((doc) => delete at(newUser(doc), 'properties')['age'])))).toEqual([
      'warning contract/input-removed age',
    ]);
  });
});

describe('operations that hold', () => {
  const additions: readonly (readonly [string, (doc: Doc) => unknown])[] = [
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

  it.each(additions)('are told only where the brief says unchanged: %s', (_title, change) => {
    const head = edit(change);
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
      'a slash at the end of a path',
      (d) => {
        at(d, 'paths')['/users/'] = at(d, 'paths')['/users'];
        delete at(d, 'paths')['/users'];
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
  ])('pass even where the brief says unchanged: %s', (_title, change) => {
    const findings = compare(edit(change), 'unchanged');
    expect(findings.filter(({ code }) => code !== 'contract/addition-not-agreed')).toEqual([]);
  });

  it('may move a prefix between the paths and the servers', () => {
    const one = (url: string, path: string): Doc => ({
      openapi: '3.1.0',
      servers: [{ url }],
      paths: { [path]: { get: { responses: { 204: { description: 'ok' } } } } },
    });
    const [before, after] = [one('https://x.example/v1', '/users'), one('https://x.example', '/v1/users')];
    expect(compare(after, 'unchanged', before)).toEqual([]);
    expect(told(compare(one('https://x.example', '/v2/users'), null, before))).toEqual([
      'error contract/path-removed /users',
    ]);
  });

  it('tell a failure that no longer comes as a note', () => {
    const head = edit((doc) => delete at(doc, 'paths', '/users', 'post', 'responses')['400']);
    expect(toldAll(compare(head))).toEqual(['note contract/response-status-removed 400']);
  });
});

describe('statuses', () => {
  const answers = (responses: Doc): Doc => buildOperation({ responses });
  const text = { description: 'ok', content: { 'application/json': { schema: { type: 'string' } } } };
  const number = { description: 'ok', content: { 'application/json': { schema: { type: 'number' } } } };

  it('break when a success goes, also where a default stays', () => {
    expect(told(compare(answers({ default: text }), null, answers({ 200: text, default: text })))).toEqual([
      'error contract/response-status-removed 200',
    ]);
    expect(told(compare(answers({ default: text }), null, answers({ 200: text })))).toEqual([
      'warning contract/response-status-removed 200',
    ]);
  });

  it('are compared with the range that describes them on the other side', () => {
    expect(told(compare(answers({ '2XX': number }), null, answers({ 200: text })))).toEqual([
      'error contract/type-widened type',
    ]);
    expect(told(compare(answers({ 201: number }), null, answers({ '2xx': text })))).toContain(
      'error contract/type-widened type',
    );
    expect(told(compare(answers({ 200: text, 201: text }), null, answers({ '2XX': text })))).toEqual([]);
  });
});

describe('media types', () => {
  const answer = (...types: readonly string[]): Doc =>
    buildOperation({
      responses: { 200: { description: 'ok', content: Object.fromEntries(types.map((type) => [type, {}])) } },
    });
  const request = (...types: readonly string[]): Doc =>
    buildOperation({ requestBody: { content: Object.fromEntries(types.map((type) => [type, {}])) } });

  it('may gain a charset, a suffix in an answer, or a range in a request', () => {
    expect(told(compare(answer('application/json; charset=utf-8'), null, answer('application/json')))).toEqual([]);
    expect(told(compare(answer('application/problem+json'), null, answer('application/json')))).toEqual([]);
    expect(told(compare(request('application/*'), null, request('application/json')))).toEqual([]);
  });

  it('break when an answer may come in any of a range, or a request range shrinks', () => {
    expect(told(compare(answer('application/*'), null, answer('application/json')))).toEqual([
      'error contract/media-type-widened application/json',
    ]);
    expect(told(compare(request('application/json'), null, request('application/*')))).toEqual([
      'error contract/media-type-removed application/*',
    ]);
  });

  it('compare the encodings of form fields', () => {
    const form = (encoding: Doc): Doc =>
      buildOperation({ requestBody: { content: { 'multipart/form-data': { schema: {}, encoding } } } });
    expect(
      told(compare(form({ a: { contentType: 'text/csv' } }), null, form({ a: { contentType: 'text/plain' } }))),
    ).toEqual(['error contract/encoding-changed a']);
  });
});

describe('headers and links of an answer', () => {
  const answer = (headers: Doc, links: Doc = {}): Doc =>
    buildOperation({ responses: { 200: { description: 'ok', headers, links } } });
  const header = (required: boolean): Doc => ({ required, schema: { type: 'string' } });

  it('break when a required header goes or becomes optional, and warn when an optional one goes', () => {
    expect(told(compare(answer({}), null, answer({ 'X-Total': header(true) })))).toEqual([
      'error contract/response-header-removed X-Total',
    ]);
    expect(told(compare(answer({ 'x-total': header(false) }), null, answer({ 'X-Total': header(true) })))).toEqual([
      'error contract/response-header-optional X-Total',
    ]);
    expect(told(compare(answer({}), null, answer({ 'X-Total': header(false) })))).toEqual([
      'warning contract/response-header-removed X-Total',
    ]);
  });

  it('compare what a header may hold, and tell a lost link as a note', () => {
    const total = (type: string): Doc => answer({ 'X-Total': { required: true, schema: { type } } });
    expect(told(compare(total('string'), null, total('integer')))).toEqual(['error contract/type-widened type']);
    // A number in a header is a text of digits.
    expect(told(compare(total('integer'), null, total('string')))).toEqual([]);
    expect(toldAll(compare(answer({}), null, answer({}, { next: { operationId: 'x' } })))).toEqual([
      'note contract/link-removed next',
    ]);
  });
});
