import { expect, test } from 'vitest';
import { renderClient } from './render-client.ts';

const answer = (schema: object) => ({ responses: { '200': { content: { 'application/json': { schema } } } } });
const document = (operation: object) => ({
  info: { title: 'sample', version: '1.0.0' },
  paths: { '/v1/things': { post: operation as ReturnType<typeof answer> } },
});

test('A client has one typed function an operation, under a header that says it is generated', () => {
  const source = renderClient(document({ operationId: 'makeThing', ...answer({ type: 'string' }) }), 'x/openapi.json');
  expect(source).toMatch(/^\/\/ Generated from x\/openapi\.json .* Do not edit\./);
  expect(source).toContain('export const createSampleClient =');
  expect(source).toContain('readonly makeThing: Call<MakeThingRequest, MakeThingResponse>;');
  expect(source).toContain('"isIdempotent": false');
});

test('Only an operation that says so, or a GET, may be sent twice', () => {
  const operation = { operationId: 'findThing', 'x-idempotent': true, ...answer({ type: 'string' }) };
  expect(renderClient(document(operation), 'x')).toContain('"isIdempotent": true');
});

test('An operation without an id or an answer schema is named', () => {
  expect(() => renderClient(document(answer({})), 'x')).toThrow('POST /v1/things needs an operationId');
  expect(() => renderClient(document({ operationId: 'a', responses: {} }), 'x')).toThrow('POST /v1/things');
});
