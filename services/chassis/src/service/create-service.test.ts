import { Type } from 'typebox';
import { afterEach, expect, test } from 'vitest';
import type { ReadinessCheck } from '../health/add-health-routes.ts';
import { createLogger } from '../logs/create-logger.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { deadlineOf } from '../deadline/add-deadlines.ts';
import { deadlineHeader } from '../deadline/deadline.ts';
import { ServiceError } from '../errors/service-error.ts';
import { createService, emitOpenApi, type Service } from './create-service.ts';

const nowMs = 1_000_000;
const open: Service[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ app }) => app.close()));
});

const buildService = async (isReady: ReadinessCheck = () => true) => {
  const lines: string[] = [];
  const service = await createService({
    name: 'sample',
    version: '1.0.0',
    description: 'A service for tests.',
    errors: { 'sample/too-many': { status: 400, title: 'Too many.' } },
    bodyLimitBytes: 300,
    deadlines: { defaultMs: 100, maxMs: 1000 },
    logger: createLogger({
      service: 'sample',
      level: 'debug',
      destination: { write: (line) => void lines.push(line) },
    }),
    metrics: createMetrics(),
    isReady,
    now: () => nowMs,
  });
  const Body = Type.Object(
    { user: Type.String(), items: Type.Array(Type.Integer(), { maxItems: 2, 'x-error-code': 'sample/too-many' }) },
    { additionalProperties: false },
  );
  service.app.post('/v1/things/:id', { schema: { body: Body } }, (request) => ({ deadlineMs: deadlineOf(request) }));
  service.app.get('/bug', () => {
    throw new TypeError('a bug');
  });
  service.app.get('/uncatalogued', () => {
    throw new ServiceError('sample/nowhere', 'not in the catalogue');
  });
  open.push(service);
  const post = (body: string, headers: Record<string, string> = {}) =>
    service.app.inject({
      method: 'POST',
      url: '/v1/things/42?user=ada',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  return { service, lines, post };
};

const valid = '{"user":"ada","items":[1]}';

test.each([
  ['{"user":"ada","items":[1,2,3]}', 400, 'sample/too-many'],
  ['{"user":"ada","items":5}', 400, 'request/invalid'],
  ['{"user":"ada","items":["1"]}', 400, 'request/invalid'],
  ['{"user":5,"items":[]}', 400, 'request/invalid'],
  ['{"user":"ada","items":[],"more":1}', 400, 'request/invalid'],
  ['{"__proto__":{"isAdmin":true},"user":"ada","items":[]}', 400, 'request/malformed-json'],
  ['{"constructor":{"prototype":{"a":1}},"user":"ada","items":[]}', 400, 'request/malformed-json'],
  ['{"user":', 400, 'request/malformed-json'],
  ['', 400, 'request/malformed-json'],
  [`{"user":"${'a'.repeat(300)}","items":[]}`, 413, 'request/too-large'],
])('The body %s is answered %i %s as a problem document', async (body, status, code) => {
  const { post } = await buildService();
  const answer = await post(body);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toMatch('application/problem+json');
  expect(answer.json()).toMatchObject({ type: `urn:error:${code}`, code, status });
});

test('A problem names the place and the rule, and not the value that broke it', async () => {
  const { post } = await buildService();
  const { detail } = (await post('{"user":"ada","items":["secret"]}')).json<{ detail: string }>();
  expect(detail).toBe('body/items/0 must be integer');
});

test('Another media type and an unknown route are coded problems too', async () => {
  const { post, service } = await buildService();
  expect((await post('<a/>', { 'content-type': 'text/xml' })).json()).toMatchObject({ status: 415 });
  expect((await service.app.inject('/nowhere')).json()).toMatchObject({ code: 'request/unknown-route', status: 404 });
});

test('A bug is answered without its message and logged with its stack; an error outside the catalogue is a bug', async () => {
  const { service, lines } = await buildService();
  const answer = await service.app.inject('/bug');
  expect(answer.json()).toMatchObject({ code: 'service/internal', status: 500 });
  expect(answer.body).not.toContain('a bug');
  expect(lines.join()).toContain('TypeError: a bug');
  expect((await service.app.inject('/uncatalogued')).json()).toMatchObject({ code: 'service/internal', status: 500 });
});

test('A request carries its deadline to the handler; one that has passed is refused before any work', async () => {
  const { post } = await buildService();
  expect((await post(valid)).json()).toEqual({ deadlineMs: nowMs + 100 });
  expect((await post(valid, { [deadlineHeader]: String(nowMs + 7) })).json()).toEqual({ deadlineMs: nowMs + 7 });
  expect((await post('{', { [deadlineHeader]: String(nowMs) })).json()).toMatchObject({
    code: 'request/deadline-exceeded',
    status: 504,
  });
  expect((await post(valid, { [deadlineHeader]: 'soon' })).json()).toMatchObject({
    code: 'request/malformed-deadline',
  });
});

test('No log line holds a URL, a query, a body or a person', async () => {
  const { post, lines } = await buildService();
  await post(valid);
  await post('{"user":"ada","items":"x"}');
  expect(lines).toHaveLength(2);
  expect(lines.join()).not.toMatch(/ada|things\/42/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ route: '/v1/things/:id', statusCode: 200 });
});

test('Requests are measured under the route template, and unknown paths under one label', async () => {
  const { service, post } = await buildService();
  await post(valid);
  await service.app.inject('/a');
  await service.app.inject({ method: 'DELETE', url: '/b' });
  const { body } = await service.app.inject('/metrics');
  const counts = body.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count'));
  expect(counts).toEqual([
    'http_request_duration_seconds_count{method="POST",route="/v1/things/:id",status="2xx"} 1',
    'http_request_duration_seconds_count{method="any",route="unknown",status="4xx"} 2',
  ]);
});

test('A service lives before it is ready, and says 503 until its check holds', async () => {
  let isDependencyUp = false;
  const { service } = await buildService(() => isDependencyUp);
  expect((await service.app.inject('/livez')).statusCode).toBe(200);
  expect((await service.app.inject('/readyz')).json()).toMatchObject({ code: 'service/not-ready', status: 503 });
  isDependencyUp = true;
  expect((await service.app.inject('/readyz')).statusCode).toBe(200);
});

test('The emitted document is OpenAPI 3.1 and leaves out what is not for callers', async () => {
  const { service } = await buildService();
  const document = JSON.parse(await emitOpenApi(service)) as { openapi: string; paths: object };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).not.toContain('/metrics');
});
