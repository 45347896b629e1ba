import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chassisErrors, createLogger, createMetrics, emitOpenApi, parseDocumentedErrors } from '@interlock-dev/chassis';
import { afterEach, expect, test } from 'vitest';
import { createFeaturesApp } from './app.ts';
import { maxItems } from './contract.ts';
import { featureNames } from './core/feature-names.ts';
import { featuresErrors } from './errors.ts';
import { renderEventsSchema } from './events-schema.ts';
import type { EventStore } from './store/event-store.ts';
import { openMemoryStore } from './store/open-memory-store.ts';
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
  expect(body.rows.map((row) => row.length)).toEqual([16, 16, 16]);
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

const event = { id: 'event-1', type: 'play', user: 'ada', item: 'track-1', at: Date.now() };

const sendEvents = async (body: object | string) => {
  const { service } = await buildApp();
  const headers = { 'content-type': 'application/json' };
  return { service, answer: await service.app.inject({ method: 'POST', url: '/v1/events', body, headers }) };
};

test('Events are answered once they count, and the next batch knows their listener and how old that is', async () => {
  const { service, answer } = await sendEvents({ events: [event, { ...event, id: 'event-2', type: 'save' }] });
  expect(answer.json()).toEqual({ accepted: 2, duplicates: 0, isDurable: false });
  const body = { user: 'ada', currentItem: 'x', items: ['track-1', 'nowhere'], at: event.at + 5000 };
  const batch = await service.app.inject({ method: 'POST', url: '/v1/features/batch', body });
  expect(batch.json()).toMatchObject({
    isUserKnown: true,
    freshness: { at: event.at + 5000, userAgeMs: 5000, itemAgesMs: [5000, null] },
  });
  const metrics = (await service.app.inject('/metrics')).body;
  expect(metrics).toContain('features_events_total{outcome="accepted"} 2');
  expect(metrics).toMatch(/features_users \d+\n/);
});

test.each([
  { what: 'no events', body: { events: [] }, status: 400, code: 'features/event-count' },
  {
    what: '501 events',
    body: { events: Array.from({ length: 501 }, () => event) },
    status: 400,
    code: 'features/event-count',
  },
  {
    what: 'an unknown type',
    body: { events: [{ ...event, type: 'dance' }] },
    status: 400,
    code: 'features/event-type',
  },
  { what: 'a type that is no text', body: { events: [{ ...event, type: 5 }] }, status: 400, code: 'request/invalid' },
  { what: 'a time in text', body: { events: [{ ...event, at: 'now' }] }, status: 400, code: 'request/invalid' },
  {
    what: 'a time in microseconds',
    body: { events: [{ ...event, at: Date.now() * 1000 }] },
    status: 400,
    code: 'request/invalid',
  },
  {
    what: 'an id that is too long',
    body: { events: [{ ...event, user: 'a'.repeat(65) }] },
    status: 400,
    code: 'request/invalid',
  },
  { what: 'a property too many', body: { events: [{ ...event, mood: 'sad' }] }, status: 400, code: 'request/invalid' },
  {
    what: 'a prototype key',
    body: `{"events":[{"__proto__":{"id":"x"}}]}`,
    status: 400,
    code: 'request/malformed-json',
  },
  { what: 'a list', body: '[]', status: 400, code: 'request/invalid' },
  {
    what: 'a body that is too large',
    body: { events: [{ ...event, id: 'a'.repeat(300_000) }] },
    status: 413,
    code: 'request/too-large',
  },
])('Of a request with $what nothing is counted, and its answer is coded', async ({ body, status, code }) => {
  const { service, answer } = await sendEvents(body);
  expect(answer.json()).toMatchObject({ status, code });
  expect((await service.app.inject('/metrics')).body).toContain('features_events_total{outcome="accepted"} 0');
});

test('A log that keeps nothing now is a coded error by its reason, counted', async () => {
  const logger = createLogger({ service: 'features', level: 'silent' });
  for (const [reason, status, code] of [
    ['log-full', 507, 'features/log-full'],
    ['log-unavailable', 503, 'features/log-unavailable'],
    ['deadline', 504, 'request/deadline-exceeded'],
  ] as const) {
    const store: EventStore = {
      ...openMemoryStore(snapshot, Date.now),
      append: () => Promise.resolve({ ok: false, reason, detail: 'for the test' }),
    };
    const { app } = await createFeaturesApp({ snapshot, store, logger, metrics: createMetrics() });
    open.push(app);
    const answer = await app.inject({ method: 'POST', url: '/v1/events', body: { events: [event] } });
    expect(answer.json()).toMatchObject({ status, code });
    expect((await app.inject('/metrics')).body).toContain(`features_events_total{outcome="${reason}"} 1`);
  }
});

test('The committed openapi.json is what the service emits', async () => {
  const { service } = await buildApp();
  expect(readFileSync(pathOf('../openapi.json'), 'utf8')).toBe(await emitOpenApi(service));
});

test('The committed events.schema.json is the contract of the events', () => {
  expect(readFileSync(pathOf('../events.schema.json'), 'utf8')).toBe(renderEventsSchema());
});

test('Each error of this service is documented in its README with its status, and no shared code is reused', () => {
  const documented = parseDocumentedErrors(readFileSync(pathOf('../README.md'), 'utf8'));
  expect(documented).toEqual(Object.entries(featuresErrors).map(([code, { status }]) => ({ code, status })));
  expect(Object.keys(featuresErrors).filter((code) => code in chassisErrors)).toEqual([]);
});
