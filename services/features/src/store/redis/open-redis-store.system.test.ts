import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buildEvent } from '../../core/event.builder.ts';
import { startFeaturesProcess, type FeaturesProcess } from '../../features-process.builder.ts';
import { buildStoreOptions, describeStore } from '../store-conformance.builder.ts';
import { openRedisStore } from './open-redis-store.ts';
import { startRedisServer, type RedisServer } from './redis-server.builder.ts';

const root = mkdtempSync(join(tmpdir(), 'redis-store-'));
let shared: RedisServer;
beforeAll(async () => {
  shared = await startRedisServer(mkdtempSync(join(root, 'shared-')));
});
afterAll(async () => {
  await shared.kill();
  rmSync(root, { recursive: true });
});

describeStore('redis', (options, place) => openRedisStore({ ...options, url: shared.url, stream: place }));

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const inTime = 1e13;

const open = async (url: string, stream: string) => {
  const opened = await openRedisStore({ ...buildStoreOptions(), url, stream });
  cleanups.push(() => opened.store.close());
  return opened;
};

const startRedis = async (options = {}): Promise<RedisServer> => {
  const redis = await startRedisServer(mkdtempSync(join(root, 'own-')), options);
  cleanups.push(() => redis.kill());
  return redis;
};

test('Two processes on one stream count the events of both, in the same order', async () => {
  const [one, two] = [await open(shared.url, 'both'), await open(shared.url, 'both')];
  await Promise.all(
    [one, two].flatMap(({ store }) =>
      Array.from({ length: 50 }, () => store.append([buildEvent({ item: 'a', currentItem: 'b' })], inTime)),
    ),
  );
  await expect.poll(() => [one, two].map(({ snapshot }) => snapshot.items.get('a')?.plays)).toEqual([100, 100]);
  expect(one.snapshot).toEqual(two.snapshot);
  expect((await open(shared.url, 'both')).snapshot).toEqual(one.snapshot);
});

test('What is in the stream and is no group of events is left out, and does not stop the rest', async () => {
  const { store, snapshot } = await open(shared.url, 'foreign');
  const { Redis } = await import('ioredis');
  const stranger = new Redis(shared.url);
  await stranger.xadd('foreign', '*', 'group', 'no JSON');
  await stranger.xadd('foreign', '*', 'x', '{"events":5}');
  stranger.disconnect();
  expect(await store.append([buildEvent({ item: 'a' })], inTime)).toMatchObject({ ok: true, accepted: 1 });
  expect(snapshot.items.get('a')?.plays).toBe(1);
});

test('No Redis at the start is one sentence without its address', async () => {
  const redis = await startRedis();
  await redis.kill();
  await expect(open(redis.url, 'none')).rejects.toThrow(/^REDIS_URL \(secret\) names no Redis that answers/);
});

const startService = async (url: string): Promise<FeaturesProcess> => {
  const service = await startFeaturesProcess({ REDIS_URL: url });
  cleanups.push(() => service.end('SIGKILL'));
  return service;
};

const question = { user: 'user-1', currentItem: 'track-9', items: ['track-5'] };

test.each([{ isForgetful: false }, { isForgetful: true }])(
  'Killed and started again (%o), Redis costs coded errors meanwhile, no acknowledged event, and no restart',
  async (options) => {
    const redis = await startRedis(options);
    const service = await startService(redis.url);
    const before = [buildEvent({ at: Date.now() }), buildEvent({ at: Date.now() })];
    expect(await service.send(before)).toMatchObject({ status: 200, body: { accepted: 2, isDurable: true } });

    await redis.kill();
    expect(await service.send([buildEvent()])).toMatchObject({
      status: 503,
      body: { code: 'features/log-unavailable' },
    });
    expect(await service.batch(question)).toMatchObject({ status: 200, body: { isUserKnown: true } });

    await redis.start();
    const after = buildEvent({ at: Date.now() });
    await expect.poll(async () => (await service.send([after])).status, { timeout: 30_000 }).toBe(200);
    const second = await startService(redis.url);
    await expect
      .poll(async () => (await second.send([...before, after])).body, { timeout: 30_000 })
      .toMatchObject({ accepted: 0, duplicates: 3 });
    expect(service.logged()).not.toContain(redis.url.slice(8));
  },
);
