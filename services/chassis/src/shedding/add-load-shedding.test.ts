import { EventEmitter, once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { deadlineHeader } from '../deadline/deadline.ts';
import { createLogger } from '../logs/create-logger.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { createService, type Service } from '../service/create-service.ts';
import type { SheddingLimits } from './add-load-shedding.ts';

const open: Service[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ app }) => app.close()));
});

const build = async (shedding: SheddingLimits) => {
  const steps = new EventEmitter();
  const service = await createService({
    ...{ name: 'sample', version: '1', description: 'For tests.', errors: {}, bodyLimitBytes: 100, shedding },
    deadlines: { defaultMs: 10_000, maxMs: 10_000 },
    logger: createLogger({ service: 'sample', level: 'silent' }),
    metrics: createMetrics(),
  });
  service.app.get('/slow', async () => {
    const released = once(steps, 'release');
    steps.emit('begun');
    await released;
    return { done: true };
  });
  open.push(service);
  return { app: service.app, steps };
};

test('One request more than allowed is refused at once, coded, with a time to come back; health is always answered', async () => {
  const { app, steps } = await build({ maxInFlight: 1 });
  const begun = once(steps, 'begun');
  const slow = app.inject('/slow');
  slow.catch(() => undefined);
  await begun;
  const refused = await app.inject('/slow');
  expect(refused.statusCode).toBe(503);
  expect(refused.headers['retry-after']).toBe('1');
  expect(refused.headers['content-type']).toMatch('application/problem+json');
  expect(refused.json()).toMatchObject({ code: 'service/overloaded', status: 503 });
  for (const path of ['/livez', '/readyz', '/metrics']) expect((await app.inject(path)).statusCode).toBe(200);
  expect((await app.inject('/metrics')).body).toContain('http_requests_shed_total{cause="full"} 1');

  steps.emit('release');
  expect((await slow).json()).toEqual({ done: true });
  const again = once(steps, 'begun').then(() => steps.emit('release'));
  expect((await app.inject('/slow')).statusCode).toBe(200);
  await again;
});

test('A request without a usable deadline is not shed but told so', async () => {
  const { app } = await build({});
  const answer = await app.inject({ url: '/slow', headers: { [deadlineHeader]: 'soon' } });
  expect(answer.json()).toMatchObject({ code: 'request/malformed-deadline' });
});

test('A heap beyond its share sheds load, and never health', async () => {
  const { app } = await build({ maxHeapShare: 1e-9 });
  await expect.poll(async () => (await app.inject('/nowhere')).statusCode, { timeout: 20_000 }).toBe(503);
  expect((await app.inject('/nowhere')).json()).toMatchObject({ code: 'service/overloaded' });
  expect((await app.inject('/livez')).statusCode).toBe(200);
  expect((await app.inject('/metrics')).body).toMatch(/http_requests_shed_total\{cause="pressure"\} [1-9]/);
});
