import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMetrics } from '@interlock-dev/chassis';
import { afterEach, expect, test } from 'vitest';
import { createFeaturesClient } from '../generated/features-client.ts';
import { buildRequest } from '../rank/ranker.builder.ts';
import { createFeaturesSource } from './create-features-source.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const buildSource = async (status: number, answer: object) => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (chunk: string) => bodies.push(chunk));
    request.on('end', () => response.writeHead(status).end(JSON.stringify(answer)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = createFeaturesClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  cleanups.push(
    () => {
      server.closeAllConnections();
      server.close();
      return once(server, 'close');
    },
    () => client.close(),
  );
  const metrics = createMetrics();
  return { bodies, metrics, source: createFeaturesSource(client, metrics) };
};

const batch = { snapshot: 's', isUserKnown: true, names: ['plays'], rows: [[1], [null]] };
const inAMinute = () => Date.now() + 60_000;

test('All candidates are asked for in one batch, and nothing but ids leaves', async () => {
  const { source, bodies } = await buildSource(200, batch);
  expect(await source(buildRequest(2), inAMinute())).toMatchObject({ names: ['plays'], rows: [[1], [null]] });
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
    { user: 'user-1', currentItem: 'track-0', items: ['track-1', 'track-2'] },
  ]);
});

test.each([
  ['refused', 500, { code: 'service/internal', title: 'Failed.' }],
  ['invalid-answer', 200, { ...batch, rows: 'none' }],
  ['invalid-answer', 200, { ...batch, rows: [[1]] }],
])('An answer that is no use (%s) gives no features and is counted', async (reason, status, answer) => {
  const { source, metrics } = await buildSource(status, answer);
  expect(await source(buildRequest(2), inAMinute())).toBeUndefined();
  expect(await metrics.registry.metrics()).toContain(`ranking_features_failures_total{reason="${reason}"} 1`);
});
