import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createMetrics } from '../metrics/create-metrics.ts';
import { createClient, type ClientOptions, type Operation } from './create-client.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const serve = async (answer: Answer) => {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    request.resume().once('end', () => answer(request, response));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { calls: () => calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const works: Answer = (_, response) => response.end('{"sum":3}');
const dies: Answer = (request) => request.socket.destroy();
const fails: Answer = (_, response) => response.writeHead(500).end('{"code":"service/internal","title":"Failed."}');
const sheds: Answer = (_, response) => response.writeHead(503).end('{"code":"service/overloaded","title":"Full."}');

const build = (baseUrl: readonly string[], given: Partial<ClientOptions> = {}) => {
  const metrics = createMetrics();
  const clock = { ms: 0 };
  const client = createClient({ baseUrl, name: 'sum', metrics, steadyNow: () => clock.ms, ...given });
  cleanups.push(() => client.close());
  const operation: Operation = { method: 'POST', path: '/sum', isIdempotent: true, response: { type: 'object' } };
  const run = client.operation<object, object>(operation);
  const runOnce = client.operation<object, object>({ ...operation, isIdempotent: false });
  const inTime = () => Date.now() + 60_000;
  const count = async (series: string) =>
    Number(
      (await metrics.registry.metrics())
        .split('\n')
        .find((line) => line.startsWith(series))
        ?.split(' ')[1],
    );
  return { call: () => run({}, inTime()), callOnce: () => runOnce({}, inTime()), client, clock, count };
};

const times = async <Value>(count: number, work: () => Promise<Value>): Promise<Value[]> => {
  const results: Value[] = [];
  for (let at = 0; at < count; at += 1) results.push(await work());
  return results;
};

test('Calls are shared among the addresses', async () => {
  const [one, two] = [await serve(works), await serve(works)];
  const { call } = build([one.url, two.url]);
  await Promise.all(Array.from({ length: 40 }, call));
  expect([one.calls(), two.calls()]).toEqual([20, 20]);
});

test('When one address dies, its calls are answered by the other, and then it is left alone', async () => {
  const [dead, alive] = [await serve(dies), await serve(works)];
  const { call, count, clock } = build([dead.url, alive.url]);
  const results = await times(200, () => {
    clock.ms += 50;
    return call();
  });
  expect(results.filter(({ ok }) => !ok)).toEqual([]);
  expect(dead.calls()).toBeLessThan(10);
  const opened = await count(`client_breaker_changes_total{service="sum",target="${dead.url}",state="open"}`);
  expect(opened).toBeGreaterThan(0);
});

test('An address that comes back takes calls again', async () => {
  let isDead = true;
  const back = await serve((request, response) => (isDead ? dies : works)(request, response));
  const alive = await serve(works);
  const { call, clock } = build([back.url, alive.url]);
  await times(40, call);
  isDead = false;
  clock.ms += 2000;
  const before = back.calls();
  const results = await times(40, call);
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(back.calls() - before).toBeGreaterThan(10);
});

test('When every address keeps failing, calls are not sent any more and say so', async () => {
  const [one, two] = [await serve(fails), await serve(fails)];
  const { call, count } = build([one.url, two.url]);
  const results = await times(40, call);
  expect(results[0]).toMatchObject({ reason: 'refused', code: 'service/internal' });
  expect(results.at(-1)).toMatchObject({ ok: false, reason: 'circuit-open' });
  expect(one.calls() + two.calls()).toBe(10);
  expect(await count('client_sum_breakers_open')).toBe(2);
  expect(await count('client_calls_total{service="sum",outcome="circuit-open"}')).toBe(30);
});

test('A refusal to take load goes to another address, whatever the operation: nothing was done yet', async () => {
  const [full, free] = [await serve(sheds), await serve(works)];
  const { callOnce, count } = build([full.url, free.url]);
  const results = await times(30, callOnce);
  expect(results.every(({ ok }) => ok)).toBe(true);
  // Having refused once, it is asked last for a while, and its breaker stays closed.
  expect(full.calls()).toBeLessThan(3);
  expect(await count('client_sum_breakers_open')).toBe(0);
});

test('A refusal to take load by the only address is the answer, without a second try', async () => {
  const full = await serve(sheds);
  const { call, count } = build([full.url]);
  expect(await call()).toMatchObject({ reason: 'refused', code: 'service/overloaded' });
  expect(full.calls()).toBe(1);
  expect(await count('client_retries_total{service="sum",outcome="sent"}')).toBe(0);
});

test('Retries end with their budget: a service in trouble is not hit twice as hard', async () => {
  let requests = 0;
  const flaky = await serve((request, response) => ((requests += 1) % 3 === 0 ? dies : works)(request, response));
  const { call, count } = build([flaky.url], { retries: { burst: 2, ratio: 0 } });
  const results = await times(12, call);
  expect(results.filter(({ ok }) => !ok).length).toBeGreaterThan(0);
  expect(flaky.calls()).toBe(14);
  expect(await count('client_retries_total{service="sum",outcome="sent"}')).toBe(2);
  expect(await count('client_retries_total{service="sum",outcome="over-budget"}')).toBeGreaterThan(0);
});

test('It is ready when one of its addresses is', async () => {
  const [dead, alive] = [await serve(dies), await serve((_, response) => response.end())];
  expect(await build([dead.url, alive.url]).client.isReady(5000)).toBe(true);
  expect(await build([dead.url]).client.isReady(5000)).toBe(false);
});

test('An address that could not be reached is tried by one call at a time, so that a burst does not use up the retries', async () => {
  const [dead, alive] = [await serve(dies), await serve(works)];
  const { call, clock } = build([dead.url, alive.url]);
  await times(6, call);
  const before = dead.calls();
  expect(before).toBeGreaterThan(0);
  for (let burst = 1; burst <= 3; burst += 1) {
    clock.ms += 1001;
    const results = await Promise.all(Array.from({ length: 60 }, call));
    expect(results.filter((result) => !(result as { ok: boolean }).ok)).toEqual([]);
    expect(dead.calls() - before).toBeLessThanOrEqual(burst);
  }
});
