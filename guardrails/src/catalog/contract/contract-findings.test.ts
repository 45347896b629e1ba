import { describe, expect, it } from 'vitest';
import { contractFindings } from './contract-findings.ts';
import { contractMessages } from './contract-messages.ts';
import {
  at,
  buildDocument,
  buildOperation,
  compare,
  compareUnder,
  edit,
  json,
  told,
  toldAll,
} from './document-pair.builder.ts';
import type { Doc } from './document-pair.builder.ts';

const user = (doc: Doc) => at(doc, 'components', 'schemas', 'User');
const withoutName = edit((doc) => {
  delete at(user(doc), 'properties')['name'];
  user(doc)['required'] = ['id'];
});

describe('findings of a contract', () => {
  it('are notes when the brief agreed to break it', () => {
    const head = edit((doc) => delete at(doc, 'paths')['/users/{id}']);
    expect(toldAll(compare(head, 'breaking'))[0]).toBe('note contract/path-removed /users/{id}');
    expect(told(compare(head, 'additive'))).toEqual(['error contract/path-removed /users/{id}']);
  });

  it('of a new value in an answer, and below a path that is called unstable, warn without a brief', () => {
    const grown = edit((doc) => (at(user(doc), 'properties', 'role')['enum'] = ['admin', 'guest', 'owner']));
    expect(told(compare(grown))).toEqual(['warning contract/response-enum-value-added "owner"']);
    expect(told(compare(grown, 'additive'))).toEqual(['error contract/response-enum-value-added "owner"']);
    const unstable = (paths: Doc): Doc => ({ openapi: '3.1.0', paths });
    const base = unstable({ '/unstable/a': { get: { responses: {} } } });
    expect(told(compare(unstable({}), null, base))).toEqual(['warning contract/path-removed /unstable/a']);
    expect(told(compare(unstable({}), 'unchanged', base))).toEqual(['error contract/path-removed /unstable/a']);
  });

  it('without an example weigh what policy says of possible breaks', () => {
    const base = buildOperation({ operationId: 'a' });
    const head = buildOperation({ operationId: 'b' });
    const levels = (['note', 'warning', 'error'] as const).map(
      (possible) => compareUnder({ terms: null, possible }, base, head)[0]?.level,
    );
    expect(levels).toEqual(['note', 'warning', 'error']);
  });

  it('stand at the line at head of the nearest parent that is still there', () => {
    const [finding] = compare(withoutName);
    const lines = json(withoutName).split('\n');
    expect(finding?.file).toBe('openapi.json');
    expect(lines[(finding?.line ?? 0) - 1]).toContain('"User"');
    expect(finding?.data['pointer']).toBe('/components/schemas/User/properties/name');
  });

  it('tell a schema that several operations share once, with those operations', () => {
    const [finding, ...others] = compare(withoutName).filter(({ level }) => level !== 'note');
    expect(others).toEqual([]);
    expect(finding?.data).toMatchObject({ operations: ['GET /users', 'POST /users'], operationCount: 2 });
  });

  it('keep their fingerprint when lines move', () => {
    const remove = (doc: Doc) => delete at(doc, 'paths')['/users/{id}'];
    const moved = edit((doc) => {
      remove(doc);
      at(doc, 'info')['description'] = 'longer';
    });
    expect(compare(moved)[0]?.fingerprint).toBe(compare(edit(remove))[0]?.fingerprint);
  });

  it('have a message that names what, an example, where, why and the way out', () => {
    const [finding] = compare(withoutName);
    const text = contractMessages[finding?.code ?? '']?.(finding?.data ?? {});
    expect(text).toContain('property [].name of GET /users, POST /users is gone');
    expect(text).toContain('This may now be sent and was not allowed before: ');
    expect(text).toContain('api: breaking');
  });

  it('say who in the repository relies on it, or that nobody does', () => {
    const pair = { path: 'openapi.json', base: json(buildDocument()), head: json(withoutName) };
    const text = (consumers: readonly Doc[]): string => {
      const [finding] = contractFindings(pair, { terms: null }, () => consumers as never);
      return contractMessages[finding?.code ?? '']?.(finding?.data ?? {}) ?? '';
    };
    expect(text([])).toContain('Nobody in this repository relies on it');
    expect(text([{ file: 'src/a.ts', line: 3, owner: '@team' }])).toContain('It is relied on at src/a.ts:3 (@team).');
  });

  it('tell what is new as notes where a list of all changes is asked for', () => {
    const head = edit((doc) => (at(doc, 'paths')['/teams'] = {}));
    expect(toldAll(compareUnder({ terms: null, tellAdditions: true }, buildDocument(), head))).toEqual([
      'note contract/addition /teams',
    ]);
  });

  it('note a version that was not raised, and one that went down', () => {
    const version = (doc: Doc, value: string) => (at(doc, 'info')['version'] = value);
    const gone = (value: string) =>
      edit((doc) => {
        delete at(doc, 'paths')['/users/{id}'];
        version(doc, value);
      });
    expect(toldAll(compare(gone('1.1.0')))).toContain('note contract/version-not-raised info.version');
    expect(toldAll(compare(gone('2.0.0')))).toEqual(['error contract/path-removed /users/{id}']);
    expect(toldAll(compare(edit((doc) => version(doc, '0.9.0'))))).toEqual([
      'note contract/version-not-raised info.version',
    ]);
  });
});

describe('a document that cannot be compared', () => {
  const judge = (base: string, head: string | null, terms: 'breaking' | null = null) =>
    contractFindings({ path: 'a.yaml', base, head }, { terms });

  it('is an error with line and column when head no longer parses', () => {
    const [finding] = judge(json(buildDocument()), 'openapi: 3.0.0\npaths: [\n}');
    expect(finding).toMatchObject({ code: 'contract/unreadable', level: 'error', file: 'a.yaml', line: 3 });
    expect(finding?.data['column']).toBe(1);
  });

  it('is an error when head no longer is an OpenAPI document', () => {
    expect(judge(json(buildDocument()), '{}', 'breaking').map(({ code, level }) => [code, level])).toEqual([
      ['contract/not-openapi', 'error'],
    ]);
  });

  it('is an error when it is gone, and a note when that was agreed', () => {
    expect(judge(json(buildDocument()), null).map(({ code, level }) => [code, level])).toEqual([
      ['contract/document-removed', 'error'],
    ]);
    expect(judge(json(buildDocument()), null, 'breaking').map(({ level }) => level)).toEqual(['note']);
  });

  it('is an error when head writes a key twice and base did not', () => {
    const [base, head] = ['openapi: 3.1.0\npaths: {}\n', 'openapi: 3.1.0\npaths: {}\npaths: {}\n'];
    expect(judge(base, head).map(({ code, line }) => [code, line])).toEqual([['contract/unreadable', 3]]);
    expect(judge(head, head)).toEqual([]);
  });

  it('is an error when head is YAML in a file of JSON', () => {
    const [base, head] = ['{"openapi": "3.1.0", "paths": {}}', '{"openapi": "3.1.0", "paths": {},}'];
    const judgeAs = (path: string, text: string) => contractFindings({ path, base: text, head }, { terms: null });
    expect(judgeAs('a.json', base).map(({ code }) => code)).toEqual(['contract/unreadable']);
    expect(judgeAs('a.yaml', base)).toEqual([]);
    expect(judgeAs('a.json', head)).toEqual([]);
  });

  it('is an error when a new reference leads nowhere, and a note when it leads out of the repository', () => {
    const refers = (reference: string): string =>
      json(buildOperation({ requestBody: { content: { 'a/b': { schema: { $ref: reference } } } } }));
    const fine = refers('#/info');
    const codes = (head: string, base = fine) =>
      judge(base, head)
        .filter(({ code }) => code.startsWith('contract/reference'))
        .map(({ code, level }) => `${level} ${code}`);
    expect(codes(refers('#/components/schemas/Gone'))).toEqual(['error contract/reference-broken']);
    expect(codes(refers('./gone.json'))).toEqual(['error contract/reference-broken']);
    expect(codes(refers('https://example.com/a.json'))).toEqual(['note contract/reference-refused']);
    expect(codes(refers('./gone.json'), refers('./gone.json'))).toEqual([]);
  });

  it('reads fifty levels of nesting and finds the break at the bottom', () => {
    const deep = (schema: Doc): Doc => {
      let inner = schema;
      for (let level = 0; level < 50; level += 1) {
        inner = { type: 'object', required: ['a'], properties: { a: inner } };
      }
      return buildOperation({ responses: { 200: { description: 'ok', content: { 'a/b': { schema: inner } } } } });
    };
    expect(told(compare(deep({ type: 'number' }), null, deep({ type: 'integer' })))).toEqual([
      'error contract/type-widened type',
    ]);
  });
});
