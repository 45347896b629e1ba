import { expect, test } from 'vitest';
import type { OpenApiSite } from './break-site.ts';
import { editClient } from './client-edits.ts';

const site = (given: Partial<OpenApiSite>): OpenApiSite => ({
  ...{ contract: 'openapi', document: 'openapi.json', paths: [], trail: [], change: 'removed', schema: null },
  ...{ operations: [], isWhole: false, property: null },
  ...given,
});

const types = `export interface paths {
  '/users': {
    get: operations['listUsers'];
    post: { requestBody: { content: { 'application/json': { name: string; note?: string } } } };
  };
}
export interface operations {
  listUsers: { responses: { 200: { content: { 'application/json': components['schemas']['User'][] } } } };
}
export interface components { schemas: { User: { id: string; readonly owner: string; tag?: components['schemas']['Tag'] }; Tag: { text: string } } }
`;
const answer = ['paths', '/users', 'get', 'responses', '200', 'content', 'application/json', 'schema', 'items'];
const body = ['paths', '/users', 'post', 'requestBody', 'content', 'application/json', 'schema'];

test.each([
  ['a component', ['components', 'schemas', 'User', 'properties', 'owner'], 'readonly owner: string;'],
  ['an answer, through an operation and a list', [...answer, 'properties', 'owner'], 'readonly owner: string;'],
  ['a member of a member', [...answer, 'properties', 'tag', 'properties', 'text'], 'text: string'],
])('What is gone from %s goes from the types of openapi-typescript', (_, trail, gone) => {
  const edited = editClient('schema.d.ts', types, site({ trail }));
  expect(edited).toBe(types.replace(gone, ''));
});

test('A member becomes optional, required, another type, or is new', () => {
  const edit = (given: Partial<OpenApiSite>) => editClient('schema.d.ts', types, site(given)) ?? '';
  const owner = ['components', 'schemas', 'User', 'properties', 'owner'];
  expect(edit({ trail: owner, change: 'optional' })).toContain('readonly owner?: string;');
  expect(edit({ trail: [...body, 'properties', 'note'], change: 'required' })).toContain('note: string }');
  expect(edit({ trail: owner, change: 'retyped', schema: { type: 'integer' } })).toContain('readonly owner: number;');
  expect(edit({ trail: [...body, 'properties', 'region'], change: 'required', schema: { type: 'string' } })).toContain(
    '{ "region": string; name: string;',
  );
});

test('A method that is gone is `never`; a path goes as a whole', () => {
  const method = site({ trail: ['paths', '/users', 'post'], isWhole: true });
  expect(editClient('schema.d.ts', types, method)).toContain('post?: never;');
  const path = site({ trail: ['paths', '/users'], isWhole: true });
  expect(editClient('schema.d.ts', types, path)).not.toContain('/users');
});

test('Types that other generators name after the schema, and after the operation, are found', () => {
  const named = `export type User = { id: string; owner: string };\nexport type ListUsersResponses = { 200: { total: number } };\n`;
  const owner = site({ trail: ['components', 'schemas', 'User', 'properties', 'owner'] });
  expect(editClient('types.gen.ts', named, owner)).toContain('export type User = { id: string;  };');
  const total = site({
    trail: [...answer.slice(0, -1), 'properties', 'total'],
    operations: [{ method: 'GET', path: '/users', operationId: 'listUsers' }],
  });
  expect(editClient('types.gen.ts', named, total)).toContain('200: {  }');
});

const rendered = `const readUser = {
  "method": "GET",
  "path": "/user",
  "response": { "type": "object", "required": ["id", "owner"], "properties": { "id": { "type": "string" }, "owner": { "type": "string" } } }
} as const;
export type UsersClient = {
  readonly readUser: Call<ReadUserRequest, ReadUserResponse>;
};
export const create = (client) => ({
    readUser: client.operation(readUser),
});
`;
const operations = [{ method: 'GET', path: '/user', operationId: 'readUser' }];

test('A client with its schemas as constants loses a member, or the call', () => {
  const trail = [
    'paths',
    '/user',
    'get',
    'responses',
    '200',
    'content',
    'application/json',
    'schema',
    'properties',
    'owner',
  ];
  const edited = editClient('client.ts', rendered, site({ trail, operations })) ?? '';
  expect(edited).toContain('"required": [\n      "id"\n    ]');
  expect(edited).not.toContain('"owner"');
  const gone = editClient('client.ts', rendered, site({ trail: ['paths', '/user'], operations, isWhole: true })) ?? '';
  expect(gone).not.toContain('readonly readUser');
  expect(gone).not.toContain('client.operation');
});

test('What does not hold the broken thing, and what does not parse, is left alone', () => {
  expect(
    editClient('schema.d.ts', types, site({ trail: ['components', 'schemas', 'Nobody', 'properties', 'a'] })),
  ).toBeNull();
  expect(
    editClient('a.ts', 'export type = {{{', site({ trail: ['components', 'schemas', 'User', 'properties', 'a'] })),
  ).toBeNull();
});

test('Types that name each other in a circle end', () => {
  const circle =
    'export interface components { schemas: { A: components["schemas"]["B"]; B: components["schemas"]["A"] } }';
  expect(editClient('a.d.ts', circle, site({ trail: ['components', 'schemas', 'A', 'properties', 'x'] }))).toBeNull();
});
