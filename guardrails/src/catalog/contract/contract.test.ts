import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { CollectContext } from '../../guardrail.ts';
import { defaultConfiguration } from '../../policy/default-configuration.ts';
import { buildChange, buildTree } from '../../source/memory-tree.builder.ts';
import type { Files } from '../../source/memory-tree.builder.ts';
import { createFacts } from '../../tree/facts.ts';
import type { Tree } from '../../tree/tree.ts';
import { contract } from './contract.ts';
import { at, buildDocument, edit, json } from './document-pair.builder.ts';

const buildContext = (base: Files, head: Files, renames: Files = {}): CollectContext => ({
  base: buildTree(base),
  head: buildTree(head),
  change: buildChange(base, head, renames),
  policy: { configuration: defaultConfiguration, exemptions: [], brief: null },
  run: () => Promise.reject(new Error('contract runs nothing')),
  exclusive: (work) => work(),
  facts: createFacts(),
  history: () => Promise.resolve({ steps: [], omitted: 0 }),
  signal: new AbortController().signal,
});

const check = async (context: CollectContext) => {
  const collected = await contract.collect(context);
  if ('cannotCheck' in collected) return collected;
  // What is replayed has been through JSON.
  const evidence = JSON.parse(JSON.stringify(collected.evidence)) as typeof collected.evidence;
  const assess = (each: typeof evidence) =>
    contract
      .assess(each, context.policy)
      .filter(({ level }) => level !== 'note')
      .map(({ code, file, line }) => [code, file, line]);
  expect(assess(evidence)).toEqual(assess(collected.evidence));
  return {
    found: assess(evidence),
    notChecked: contract.notChecked?.(evidence, context.policy) ?? [],
  };
};

describe('the guardrail', () => {
  const doc = json(buildDocument());
  const without = json(edit((d) => delete at(d, 'paths')['/users/{id}']));

  it('passes and says so when there is no document', async () => {
    const answer = await check(buildContext({ 'a.ts': '' }, { 'a.ts': '' }));
    expect(answer).toMatchObject({ found: [], notChecked: [{ what: 'contracts' }] });
  });

  it('finds documents by glob in any folder, but not in node_modules', async () => {
    const base = { 'api/openapi.json': doc, 'node_modules/x/openapi.json': doc };
    const answer = await check(buildContext(base, { 'api/openapi.json': without }));
    expect(answer).toMatchObject({ found: [['contract/path-removed', 'api/openapi.json', 7]], notChecked: [] });
  });

  it('follows a rename, and says when the new name is no longer watched', async () => {
    const context = buildContext({ 'openapi.json': doc }, { 'api.json': without }, { 'api.json': 'openapi.json' });
    expect(await check(context)).toMatchObject({
      found: [['contract/path-removed', 'api.json', 7]],
      notChecked: [{ what: 'api.json from the next change on' }],
    });
  });

  it('takes a document that is written anew in the other syntax for the same one', async () => {
    const context = buildContext({ 'openapi.json': doc }, { 'openapi.yaml': dump(buildDocument()) });
    expect(await check(context)).toMatchObject({ found: [], notChecked: [] });
  });

  it('cannot check against a base that does not parse or unfolds without end, and says where', async () => {
    for (const text of ['a: [', 'openapi: 3.1.0\npaths: &a { x: *a }']) {
      const answer = await check(buildContext({ 'openapi.yaml': text }, { 'openapi.yaml': dump(buildDocument()) }));
      expect(answer).toMatchObject({ cannotCheck: expect.stringContaining('openapi.yaml at base') as string });
    }
  });

  it('says that a file which only has the name of a document was not compared', async () => {
    const answer = await check(buildContext({ 'openapi.json': '{"a":1}' }, { 'openapi.json': '{"a":2}' }));
    expect(answer).toMatchObject({ found: [], notChecked: [{ what: 'openapi.json' }] });
  });

  it('does not follow a document that is a symbolic link, and says so', async () => {
    const context = buildContext({ 'openapi.json': doc }, { 'openapi.json': '/etc/passwd' });
    const linked: Tree = {
      ...context.head,
      list: () => Promise.resolve([{ path: 'openapi.json', mode: '120000', sha: '9' }]),
      readText: () => Promise.resolve(null),
    };
    expect(await check({ ...context, head: linked })).toMatchObject({
      notChecked: expect.arrayContaining([{ what: 'openapi.json', why: expect.any(String) as string }]) as object,
    });
  });
});

describe('a document of several files', () => {
  const start = 'openapi: 3.1.0\npaths:\n  /a:\n    $ref: ./paths/a.yaml\n';
  const path = (reference: string) =>
    `get:\n  responses:\n    200:\n      description: ok\n      content:\n        a/b:\n          schema: { $ref: '${reference}' }\n`;
  const files = (type: string, more: Files = {}): Files => ({
    'api/openapi.yaml': start,
    'api/paths/a.yaml': path('../schemas.json#/A'),
    'api/schemas.json': json({ A: { type } }),
    ...more,
  });

  it('is compared when a file that it refers to changes, where that file is written', async () => {
    expect(await check(buildContext(files('integer'), files('number')))).toEqual({
      found: [['contract/type-widened', 'api/schemas.json', 2]],
      notChecked: [],
    });
  });

  it('is left alone when a file changes that it does not refer to', async () => {
    const [base, head] = [files('integer', { 'api/x.json': '1' }), files('integer', { 'api/x.json': '2' })];
    const collected = await contract.collect(buildContext(base, head));
    expect(collected).toMatchObject({ evidence: { changed: [], unchanged: ['api/openapi.yaml'] } });
  });

  it('tells a file that two documents refer to once', async () => {
    const two = (type: string) => files(type, { 'api/swagger.yaml': start });
    const answer = await check(buildContext(two('integer'), two('number')));
    expect(answer).toMatchObject({ found: [['contract/type-widened', 'api/schemas.json', 2]] });
  });

  it('may be put together into one file', async () => {
    const bundled = json({
      openapi: '3.1.0',
      paths: {
        '/a': {
          get: { responses: { 200: { description: 'ok', content: { 'a/b': { schema: { type: 'integer' } } } } } },
        },
      },
    });
    const context = buildContext(files('integer'), { 'api/openapi.yaml': bundled });
    expect(await check(context)).toMatchObject({ found: [] });
  });

  it('breaks when a file that it refers to is taken away, and says what it never saw', async () => {
    const head = Object.fromEntries(Object.entries(files('integer')).filter(([file]) => file !== 'api/schemas.json'));
    expect(await check(buildContext(files('integer'), head))).toMatchObject({
      found: [['contract/reference-broken', 'api/paths/a.yaml', 7]],
    });
    const far = (description: string): Files => ({
      'openapi.yaml': `openapi: 3.1.0\ninfo: { description: ${description} }\npaths: { /a: { $ref: 'https://x.example/a.yaml' } }\n`,
    });
    expect(await check(buildContext(far('one'), far('two')))).toMatchObject({
      found: [],
      notChecked: [{ what: 'openapi.yaml: what it takes from https://x.example/a.yaml' }],
    });
  });

  it('is never followed out of the tree', async () => {
    const read: string[] = [];
    const titled = (title: string): Files => ({
      'openapi.yaml': `openapi: 3.1.0\ninfo: { title: ${title} }\npaths: { /a: { $ref: '../../etc/passwd' }, /b: { $ref: /etc/passwd } }\n`,
    });
    const context = buildContext(titled('one'), titled('two'));
    const watched: Tree = {
      ...context.head,
      readText: (file) => {
        read.push(file);
        return context.head.readText(file);
      },
    };
    await check({ ...context, head: watched });
    expect(new Set(read)).toEqual(new Set(['openapi.yaml']));
  });
});
