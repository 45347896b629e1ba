import { readFileSync } from 'node:fs';
import {
  chassisErrors,
  deadlineHeader,
  emitOpenApi,
  parseDocumentedErrors,
  renderClient,
  type OpenApiDocument,
} from '@interlock-dev/chassis';
import { afterEach, expect, test } from 'vitest';
import { createRankingApp, type RankingAppParts } from './app.ts';
import { maxCandidates } from './contract.ts';
import { rankingErrors } from './errors.ts';
import { buildParts, buildRequest } from './rank/ranker.builder.ts';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const open: { close: () => PromiseLike<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

const buildApp = async (given: Partial<RankingAppParts> = {}) => {
  const service = await createRankingApp(buildParts(given));
  open.push(service.app);
  const ask = (body: object, headers: Record<string, string> = {}) =>
    service.app.inject({ method: 'POST', url: '/v1/now-playing/rank', headers, body });
  return { service, ask };
};

test('A ranking holds its cards in order, with reasons, model and degradation', async () => {
  const { ask } = await buildApp();
  const answer = await ask(buildRequest(2));
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({
    modelVersion: 'test-model',
    degradation: 'none',
    cards: [
      { id: 'track-1', kind: 'track', artist: 'artist-1', position: 1, score: 2, reasons: [] },
      { id: 'track-2', kind: 'track', artist: 'artist-2', position: 2, score: 1, reasons: ['popular'] },
    ],
  });
});

test.each([
  ['ranking/candidate-count', buildRequest(0)],
  ['ranking/candidate-count', buildRequest(maxCandidates + 1)],
  ['ranking/unknown-kind', { ...buildRequest(1), candidates: [{ id: 'a', kind: 'ringtone', artist: 'b' }] }],
  ['request/invalid', { ...buildRequest(1), candidates: [{ id: 'a', kind: 7, artist: 'b' }] }],
  ['request/invalid', { ...buildRequest(1), candidates: 'all' }],
  ['request/invalid', buildRequest(1, { user: 'u'.repeat(65) })],
  ['request/invalid', buildRequest(1, { limit: 0.5 })],
  ['request/invalid', { ...buildRequest(1), surprise: true }],
])('A bad request is answered 400 %s', async (code, body) => {
  const { ask } = await buildApp();
  expect((await ask(body)).json()).toMatchObject({ code, status: 400 });
});

test('As many candidates as the contract allows are ranked; ten thousand are refused', async () => {
  const { ask } = await buildApp();
  expect((await ask(buildRequest(maxCandidates))).statusCode).toBe(200);
  expect((await ask(buildRequest(10_000))).json()).toMatchObject({ code: 'request/too-large', status: 413 });
});

test('An unknown kind is answered with the kinds there are', async () => {
  const { ask } = await buildApp();
  const answer = await ask({ ...buildRequest(1), candidates: [{ id: 'a', kind: 'ringtone', artist: 'b' }] });
  expect(answer.json<{ detail: string }>().detail).toMatch(/body\/candidates\/0\/kind .*track, artist, album/);
});

test('A short deadline gives a degraded answer, and one that has passed gives 504', async () => {
  const { ask } = await buildApp();
  const short = await ask(buildRequest(2), { [deadlineHeader]: '1010' });
  expect(short.json()).toMatchObject({ degradation: 'popularity', degradationCause: 'budget-short' });
  const late = await ask(buildRequest(2), { [deadlineHeader]: '999' });
  expect(late.json()).toMatchObject({ code: 'request/deadline-exceeded', status: 504 });
});

test('The committed openapi.json is what the service emits', async () => {
  const { service } = await buildApp();
  expect(read('../openapi.json')).toBe(await emitOpenApi(service));
});

test('The generated client is what the contract of features gives, and that contract takes all our candidates', () => {
  const path = 'services/features/openapi.json';
  const contract = JSON.parse(read('../../features/openapi.json')) as OpenApiDocument;
  expect(read('./generated/features-client.ts')).toBe(renderClient(contract, path));
  const { schema } = contract.paths['/v1/features/batch']?.['post']?.requestBody?.content['application/json'] ?? {};
  expect(schema).toMatchObject({ properties: { items: { maxItems: maxCandidates } } });
});

test('Each error of this service is documented in its README with its status, and no shared code is reused', () => {
  const documented = parseDocumentedErrors(read('../README.md'));
  expect(documented).toEqual(Object.entries(rankingErrors).map(([code, { status }]) => ({ code, status })));
  expect(Object.keys(rankingErrors).filter((code) => code in chassisErrors)).toEqual([]);
});
