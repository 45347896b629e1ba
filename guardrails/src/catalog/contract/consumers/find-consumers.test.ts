import { expect, test } from 'vitest';
import { buildChange, buildTree, type Files } from '../../../source/memory-tree.builder.ts';
import { createFacts } from '../../../tree/facts.ts';
import type { OpenApiSite } from './break-site.ts';
import { findConsumers } from './find-consumers.ts';
import { openApiSite } from './openapi-site.ts';

const schema = (properties: object) => ({ type: 'object', properties });
const documentOf = (properties: object) => ({
  paths: {
    '/users/{id}': {
      get: {
        operationId: 'readUser',
        responses: { 200: { content: { 'application/json': { schema: schema(properties) } } } },
      },
    },
  },
});
const text = { type: 'string' };
const base = documentOf({ id: text, owner: text });
const head = documentOf({ id: text });
const pointer = '/paths/~1users~1{id}/get/responses/200/content/application~1json/schema';

const ownerGone = openApiSite(
  {
    ...{ kind: 'response-property-removed', subject: 'owner', operations: ['GET /users/{id}'] },
    ...{ basePointer: `${pointer}/properties/owner`, headPointer: pointer },
  },
  { path: 'openapi.json', base, head },
);
const pathGone = openApiSite(
  {
    kind: 'path-removed',
    subject: '/users/{id}',
    operations: [],
    basePointer: '/paths/~1users~1{id}',
    headPointer: '/paths',
  },
  { path: 'openapi.json', base, head: { paths: {} } },
);

const find = (files: Files, site: OpenApiSite) => {
  const tree = buildTree(files);
  return findConsumers({
    ...{ base: tree, head: tree, change: buildChange(files, files), facts: createFacts(), breaks: [site] },
    run: () => Promise.reject(new Error('nothing is to be run')),
    signal: new AbortController().signal,
  });
};

test('A site says what a client that is generated again would be', () => {
  expect(ownerGone).toMatchObject({ change: 'removed', property: 'owner', isWhole: false });
  expect(ownerGone.trail.slice(-2)).toEqual(['properties', 'owner']);
  expect(ownerGone.operations).toEqual([{ method: 'GET', path: '/users/{id}', operationId: 'readUser' }]);
  expect(pathGone).toMatchObject({ isWhole: true, trail: ['paths', '/users/{id}'] });
});

test('Requests by path count where the file names the member that is gone, with line and owner', async () => {
  const found = await find(
    {
      'src/card.ts': 'const user = await (await fetch(`/users/${id}`)).json();\nconst name = user.owner;\n',
      'src/other.ts': 'const user = await (await fetch(`/users/${id}`)).json();\nconst name = user.id;\n',
      'src/post.ts': "await fetch('/users/1', { method: 'POST' });\nconst { owner } = x;\n",
      CODEOWNERS: '/src/ @shop/web\n',
    },
    ownerGone,
  );
  expect(found).toEqual({
    consumers: [[{ file: 'src/card.ts', line: 2, how: 'path', owner: '@shop/web' }]],
    incomplete: null,
  });
});

test('Of a path that is gone each request counts, in tests and .http files too', async () => {
  const files = {
    'src/card.ts': 'export const read = (id: string) => fetch(`/users/${id}`);\n',
    'test/card.test.ts': "test('x', async () => {\n  await app.inject({ method: 'GET', url: '/users/1' });\n});\n",
    'requests.http': 'GET {{host}}/users/7\n',
    'src/server.ts': "app.get('/users/7', (request) => null);\n",
  };
  const { consumers } = await find(files, pathGone);
  expect(consumers[0]?.map(({ file, line }) => `${file}:${String(line)}`).sort()).toEqual([
    'requests.http:1',
    'src/card.ts:1',
    'test/card.test.ts:2',
  ]);
});

test('Nobody is said where nobody relies on it', async () => {
  expect(await find({ 'src/a.ts': "fetch('/other');\n" }, ownerGone)).toEqual({ consumers: [[]], incomplete: null });
});
