import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createLogger, createMetrics, deadlineHeader } from '@interlock-dev/chassis';
import { Pool } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { createRankingApp } from './app.ts';
import type { NowPlayingRequest, NowPlayingResponse } from './contract.ts';
import { createFeaturesSource } from './features/create-features-source.ts';
import { createFeaturesClient } from './generated/features-client.ts';
import { createModelSlots, modelNames } from './model/create-model-slots.ts';
import { buildInferenceServer } from './model/open-inference/inference-server.builder.ts';
import { buildRegistry, linearModel, type BuiltRanker } from './model/registry.builder.ts';
import { refreshAll } from './model/watch-slots.ts';
import { buildParts, buildRequest, buildViewRequest } from './rank/ranker.builder.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

type Row = readonly (number | null)[];

/** A features service on loopback whose answers can be held back or made useless. */
const buildFeatures = async () => {
  const behaviour = { hold: undefined as Promise<undefined> | undefined, row: (at: number): Row => [at, 1] };
  const answer = async (body: Buffer) => {
    await behaviour.hold;
    const { items } = JSON.parse(body.toString()) as { items: string[] };
    return JSON.stringify({
      snapshot: 's',
      isUserKnown: true,
      names: ['plays', 'skips'],
      rows: items.map((_, at) => behaviour.row(at)),
      freshness: { at: 0, ttlMs: 1, userAgeMs: null, itemAgesMs: items.map(() => null) },
    });
  };
  const server = createServer((request, response) => {
    void buffer(request)
      .then(answer)
      .then((text) => response.end(text));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  cleanups.push(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, behaviour, close };
};

const ranker = (version: string, given: Partial<BuiltRanker> = {}): BuiltRanker => ({
  name: modelNames.full,
  version,
  weights: [1, 0.5],
  features: ['plays', 'skips'],
  ...given,
});

/** The service with real models, a real client, and a features service on loopback. */
const buildService = async (inferenceUrl?: string) => {
  const registry = buildRegistry();
  cleanups.push(registry.remove);
  registry.addRanker(ranker('v1'));
  registry.addRanker(ranker('cheap-1', { name: modelNames.cheap, weights: [0, 1] }));
  registry.addNeighbours('n1', { 'track-0': ['track-1', 'track-2'] });
  registry.point(modelNames.full, { full: 'v1' });
  registry.point(modelNames.cheap, { full: 'cheap-1' });
  registry.point(modelNames.neighbours, { full: 'n1' });
  const features = await buildFeatures();
  const metrics = createMetrics();
  const logger = createLogger({ service: 'ranking', level: 'silent' });
  const client = createFeaturesClient({ baseUrl: features.url });
  const pool = inferenceUrl === undefined ? undefined : new Pool(inferenceUrl);
  const server = pool && { pool, now: Date.now };
  const runtime = { server, now: Date.now, loadTimeoutMs: 60_000 };
  const elapsed = () => performance.now();
  const models = createModelSlots({ registry: registry.folder, runtime, metrics, logger, elapsed });
  const slots = [models.full, models.cheap, models.neighbours];
  await refreshAll(slots);
  // So much is kept for the answer that a busy machine does not decide a test.
  const reserves = { scoringMs: 15, cheapScoringMs: 8, fallbackMs: 500 };
  const parts = buildParts({ models, metrics, reserves, features: createFeaturesSource(client, metrics) });
  const { app } = await createRankingApp({ ...parts, now: Date.now, elapsed });
  cleanups.push(
    () => pool?.destroy(),
    () => Promise.all(slots.map((slot) => slot.close())),
    () => client.close(),
    () => app.close(),
  );
  const ask = async (path: string, body: object, budgetMs = 1900) => {
    const headers = { [deadlineHeader]: String(Date.now() + budgetMs) };
    const answer = await app.inject({ method: 'POST', url: path, headers, body });
    return {
      status: answer.statusCode,
      body: answer.json<NowPlayingResponse & { code?: string }>(),
      deadline: headers,
    };
  };
  const view = (request: Partial<NowPlayingRequest> = {}, budgetMs?: number) =>
    ask('/v1/now-playing', buildViewRequest(request), budgetMs);
  return { app, ask, view, registry, models, metrics, features, refresh: () => refreshAll(slots) };
};

test('A hundred swaps while requests go on: every answer is 200, on the first rung, by a version that was serving', async () => {
  const { view, registry, refresh, models } = await buildService();
  for (const version of ['v2', 'v3']) registry.addRanker(ranker(version, { weights: [2, version === 'v2' ? 1 : 3] }));
  const state = { isDone: false };
  const seen = new Map<string, number>();
  const asking = Array.from({ length: 4 }, async (_, caller) => {
    for (let call = 0; !state.isDone; call += 1) {
      const { status, body } = await view({ user: `user-${caller}-${call}` });
      expect([status, body.degradation]).toEqual([200, 'none']);
      seen.set(body.model.version, (seen.get(body.model.version) ?? 0) + 1);
    }
  });
  for (let swap = 0; swap < 100; swap += 1) {
    registry.point(modelNames.full, { full: `v${(swap % 3) + 1}`, ...(swap % 2 === 0 ? { shadow: 'v1' } : {}) });
    await refresh();
  }
  state.isDone = true;
  await Promise.all(asking);
  expect(models.full.serving()?.full).toBe('v1');
  expect([...seen.keys()].toSorted()).toEqual(['v1', 'v2', 'v3']);
});

test.each([
  ['hash-mismatch', { files: { 'model.onnx': 'torn by a copy that was cut off' } }],
  ['model-invalid', { card: { features: [{ name: 'plays', default: null }] } }],
  ['missing', undefined],
])('A promotion to a version that is %s changes nothing but a metric', async (reason, given) => {
  const { view, registry, refresh, metrics } = await buildService();
  if (given) registry.addRanker(ranker('v2', given));
  registry.point(modelNames.full, { full: 'v2' });
  await refresh();
  expect((await view()).body).toMatchObject({ model: { version: 'v1' }, degradation: 'none' });
  expect(await metrics.registry.metrics()).toContain(
    `ranking_model_swaps_total{model="${modelNames.full}",outcome="${reason}"} 1`,
  );
});

test('A service whose models were all broken from the start answers by popularity, and by the model once it is mended', async () => {
  const { view, registry, refresh, models } = await buildService();
  registry.point(modelNames.full, { full: 'v9' });
  const broken = createModelSlots({
    registry: '/nowhere',
    runtime: { now: Date.now, loadTimeoutMs: 1000 },
    metrics: createMetrics(),
    logger: createLogger({ service: 'ranking', level: 'silent' }),
    elapsed: () => 0,
  });
  await refreshAll([broken.full, broken.cheap, broken.neighbours]);
  expect(broken.full.serving()).toBeUndefined();
  const { app } = await createRankingApp({ ...buildParts({ models: broken }), now: Date.now });
  cleanups.push(() => app.close());
  const answer = await app.inject({ method: 'POST', url: '/v1/now-playing', body: buildViewRequest() });
  expect([answer.statusCode, answer.json()]).toMatchObject([
    200,
    { degradation: 'popularity', degradationCause: 'model-failed', model: { version: 'none' } },
  ]);
  registry.addRanker(ranker('v9'));
  await refresh();
  expect(models.full.serving()?.full).toBe('v9');
  expect((await view()).body.model.version).toBe('v9');
});

test('Features without a value make a model that cannot take them fail, and the answer goes down the ladder', async () => {
  const { view, features } = await buildService();
  const good = await view();
  features.behaviour.row = () => [null, null];
  const { status, body } = await view();
  expect(status).toBe(200);
  expect(body).toEqual({ ...good.body, degradation: 'cached', degradationCause: 'model-failed' });
  expect((await view({ user: 'another' })).body).toMatchObject({
    degradation: 'popularity',
    degradationCause: 'model-failed',
  });
});

test('When only the full model fails, the cheap one answers', async () => {
  const { view, registry, refresh, features } = await buildService();
  registry.addRanker(ranker('cheap-2', { name: modelNames.cheap, weights: [1], features: ['skips'] }));
  registry.point(modelNames.cheap, { full: 'cheap-2' });
  await refresh();
  features.behaviour.row = (at) => [null, at];
  const { body } = await view();
  expect(body).toMatchObject({
    model: { name: modelNames.cheap, version: 'cheap-2' },
    degradation: 'cheap-model',
    degradationCause: 'model-failed',
  });
});

test('Features that hang are cut off in time for a degraded answer, and the deadline is held', async () => {
  const { view, features, ask } = await buildService();
  const good = await view();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  features.behaviour.hold = promise;
  const held = await view({}, 700);
  expect([held.status, held.body]).toEqual([
    200,
    { ...good.body, degradation: 'cached', degradationCause: 'features-unavailable' },
  ]);
  const { status, body } = await ask('/v1/now-playing/rank', buildRequest(5), 700);
  expect([status, body.degradation]).toEqual([200, 'popularity']);
  resolve(undefined);
});

test('Features that are gone degrade every answer, and none is lost', async () => {
  const { view, features, metrics } = await buildService();
  await features.close();
  for (let at = 0; at < 20; at += 1)
    expect(await view()).toMatchObject({
      status: 200,
      body: { degradation: 'popularity', degradationCause: 'features-unavailable' },
    });
  expect(await metrics.registry.metrics()).toContain('ranking_answers_total{degradation="popularity"} 20');
});

test('An inference server that dies takes a rung away and no answer, and serves again when it is back', async () => {
  const hosted = [
    { name: modelNames.full, version: 'v1', file: linearModel([1, 0.5]), columns: 2 },
    { name: modelNames.cheap, version: 'cheap-1', file: linearModel([0, 1]), columns: 2 },
  ];
  const server = await buildInferenceServer(hosted);
  cleanups.push(server.close);
  const { view, metrics } = await buildService(server.url);
  const good = await view();
  expect(good.body).toMatchObject({ model: { version: 'v1' }, degradation: 'none' });
  server.behaviour.instead = { status: 503, body: '{}' };
  expect((await view()).body).toEqual({ ...good.body, degradation: 'cached', degradationCause: 'model-failed' });
  server.behaviour.instead = undefined;
  expect((await view()).body).toEqual(good.body);
  const text = await metrics.registry.metrics();
  expect(text).toContain('ranking_scorer_calls_total{runtime="open-inference",outcome="refused"} 2');
});

test.each([
  ['{"user":"u","current":{"id":"t","artist":"a"},"__proto__":{"isAdmin":true}}', 'request/malformed-json'],
  ['{"user":"u","current":{"id":"t","artist":"a"},"constructor":{"prototype":{}}}', 'request/malformed-json'],
  ['{"user":"u","current":{"id":"t","artist":"a"},"recent":"all"}', 'request/invalid'],
  ['{"user":{"id":"u"},"current":{"id":"t","artist":"a"}}', 'request/invalid'],
  ['{"user":"u","current":{"id":"t","artist":"a"},"preview":{"degradation":"best"}}', 'request/invalid'],
  ['{"user":"u"}', 'request/invalid'],
  ['{', 'request/malformed-json'],
])('A bad request for a view is answered with a code: %s', async (body, code) => {
  const { app } = await buildService();
  const headers = { 'content-type': 'application/json' };
  const answer = await app.inject({ method: 'POST', url: '/v1/now-playing', headers, body });
  expect(answer.json()).toMatchObject({ code, status: 400 });
  expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
});

test('Ids that are names of the language are ids like any other', async () => {
  const { view } = await buildService();
  for (const id of ['__proto__', 'constructor', 'toString']) {
    const { status, body } = await view({ user: id, current: { id, artist: id }, recent: [id] });
    expect([status, body.degradation]).toEqual([200, 'none']);
  }
});
