import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chassisErrors, createLogger, createMetrics, emitOpenApi, parseDocumentedErrors } from '@interlock-dev/chassis';
import { afterEach, expect, test } from 'vitest';
import { createFeaturesApp } from './app.ts';
import { maxItems } from './contract.ts';
import { featureNames } from './core/feature-names.ts';
import { featuresErrors } from './errors.ts';
import { readSnapshot } from './store/read-snapshot.ts';

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const snapshot = readSnapshot(pathOf('../seed/snapshot.json'));
const open: { close: () => PromiseLike<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

const buildApp = async () => {
  const logger = createLogger({ service: 'features', level: 'silent' });
  const service = await createFeaturesApp({ snapshot, logger, metrics: createMetrics() });
  open.push(service.app);
  const ask = (body: object) => service.app.inject({ method: 'POST', url: '/v1/features/batch', body });
  return { service, ask };
};

const items = (count: number) => Array.from({ length: count }, (_, at) => `track-${at + 1}`);

test('A batch answers a row for each item, under the names of the features', async () => {
  const { ask } = await buildApp();
  const answer = await ask({ user: 'user-1', currentItem: 'track-9', items: items(3) });
  expect(answer.statusCode).toBe(200);
  const body = answer.json<{ names: string[]; rows: unknown[][] }>();
  expect(body).toMatchObject({ snapshot: 'simulated-2026', isUserKnown: true, names: featureNames });
  expect(body.rows.map((row) => row.length)).toEqual([9, 9, 9]);
});

test('An unknown listener is answered, marked unknown and counted', async () => {
  const { ask, service } = await buildApp();
  expect((await ask({ user: '__proto__', currentItem: 'x', items: ['y'] })).json()).toMatchObject({
    isUserKnown: false,
  });
  expect((await service.app.inject('/metrics')).body).toContain('features_batches_total{user="unknown"} 1');
});

test('The number of items is bounded on both sides, under a code of its own', async () => {
  const { ask } = await buildApp();
  const question = { user: 'user-1', currentItem: 'x' };
  expect((await ask({ ...question, items: items(maxItems) })).statusCode).toBe(200);
  for (const count of [0, maxItems + 1])
    expect((await ask({ ...question, items: items(count) })).json()).toMatchObject({ code: 'features/item-count' });
});

test('The committed openapi.json is what the service emits', async () => {
  const { service } = await buildApp();
  expect(readFileSync(pathOf('../openapi.json'), 'utf8')).toBe(await emitOpenApi(service));
});

test('Each error of this service is documented in its README with its status, and no shared code is reused', () => {
  const documented = parseDocumentedErrors(readFileSync(pathOf('../README.md'), 'utf8'));
  expect(documented).toEqual(Object.entries(featuresErrors).map(([code, { status }]) => ({ code, status })));
  expect(Object.keys(featuresErrors).filter((code) => code in chassisErrors)).toEqual([]);
});
