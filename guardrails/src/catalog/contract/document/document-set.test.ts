import { describe, expect, it } from 'vitest';
import { brokenReferences } from './broken-references.ts';
import { readDocumentSet } from './document-set.ts';
import type { DocumentSet } from './document-set.ts';
import { readOthers } from './read-others.ts';

const openSet = (files: Readonly<Record<string, string>>, path = 'api/openapi.yaml'): DocumentSet => {
  const set = readDocumentSet({ path, text: files[path] ?? '', others: files });
  if ('reason' in set) throw new Error(set.detail);
  return set;
};

const document = (reference: string): string => `openapi: 3.1.0\npaths:\n  /a:\n    $ref: '${reference}'\n`;
const start = { node: { $ref: '' }, pointer: '' };
const follow = (set: DocumentSet, $ref: string) => set.resolve({ ...start, node: { $ref } });

describe('a document of several files', () => {
  const files = {
    'api/openapi.yaml': document('./paths/a.yaml'),
    'api/paths/a.yaml': "get: { responses: { 200: { $ref: '../shared.json#/ok' } } }\n",
    'api/shared.json': '{"ok": {"description": "ok"}, "a b": {"$anchor": "named", "x": 1}, "loop": {"$ref": "#/loop"}}',
  };

  it('is followed from file to file, relative to where a reference stands', () => {
    const set = openSet(files);
    expect(follow(set, './paths/a.yaml#/get/responses/200')).toMatchObject({
      node: { description: 'ok' },
      pointer: '/ok',
      file: 'api/shared.json',
    });
    expect(follow(set, 'shared.json#/a%20b')).toMatchObject({ node: { x: 1 } });
    expect(follow(set, 'shared.json#named')).toMatchObject({ node: { x: 1 }, pointer: '/a b' });
  });

  it('leads nowhere on the network, out of the tree, in a circle, or where nothing stands', () => {
    const set = openSet(files);
    const ends = [
      ['https://example.com/a.yaml', 'network'],
      ['//example.com/a.yaml', 'network'],
      ['file:///etc/passwd', 'network'],
      ['/etc/passwd', 'outside'],
      ['../../etc/passwd', 'outside'],
      ['..\\..\\x', 'outside'],
      ['./missing.yaml', 'no-file'],
      ['shared.json#/nothing', 'nowhere'],
    ] as const;
    for (const [reference, reason] of ends) {
      expect(set.lookUp(reference, set.path)).toEqual({ reason });
      expect(follow(set, reference)).toBeNull();
    }
    expect(follow(set, 'shared.json#/loop')).toBeNull();
  });

  it('names the references that lead nowhere, and takes none in an example for one', () => {
    const set = openSet({
      ...files,
      'api/openapi.yaml': `${document('./paths/a.yaml')}  /b:\n    $ref: 'shared.json#/loop'\n    x-note: { $ref: '#/x' }\ncomponents:\n  schemas:\n    A: { example: { $ref: '#/y' }, allOf: [{ $ref: '#/z' }] }\n`,
      'api/paths/a.yaml': "get: { responses: { 200: { $ref: './gone.json' } } }\n",
    });
    expect(brokenReferences(set).map(({ reference, reason, file }) => [reference, reason, file])).toEqual(
      expect.arrayContaining([
        ['shared.json#/loop', 'circle', 'api/openapi.yaml'],
        ['#/loop', 'circle', 'api/shared.json'],
        ['#/z', 'nowhere', 'api/openapi.yaml'],
        ['./gone.json', 'no-file', 'api/paths/a.yaml'],
      ]),
    );
    expect(brokenReferences(set)).toHaveLength(4);
  });

  it('does not call a reference broken that was only not read, because there are too many files', () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`api/${index}.yaml`, '']));
    const set = openSet({ ...many, 'api/openapi.yaml': document('./missing.yaml') });
    expect(brokenReferences(set)).toMatchObject([{ reason: 'not-read' }]);
  });

  it('does not reach the prototype of an object', () => {
    expect(follow(openSet(files), '#/__proto__/toString')).toBeNull();
    expect(follow(openSet(files), 'shared.json#/constructor')).toBeNull();
    expect(openSet(files).lookUp('constructor', 'x.yaml')).toEqual({ reason: 'no-file' });
  });
});

describe('readOthers', () => {
  it('reads what is referred to, directly or not, once each, and nothing out of the tree', async () => {
    const asked: string[] = [];
    const files: Record<string, string> = {
      'api/a.yaml': '$ref: ./b.yaml#/x\nother: { $ref: "../c.json" }\nthird: { $ref: ../../../etc/passwd }',
      'api/b.yaml': '$ref: ./a.yaml',
      'c.json': '{"$ref": "api/b.yaml", "mapping": {"dog": "./api/dog.json"}}',
      'api/dog.json': '{}',
    };
    const others = await readOthers({ path: 'api/a.yaml', text: files['api/a.yaml'] ?? '' }, (path) => {
      asked.push(path);
      return Promise.resolve(files[path] ?? null);
    });
    expect(Object.keys(others).toSorted()).toEqual(['api/b.yaml', 'api/dog.json', 'c.json']);
    expect(asked.toSorted()).toEqual(['api/b.yaml', 'api/dog.json', 'c.json']);
  });
});
