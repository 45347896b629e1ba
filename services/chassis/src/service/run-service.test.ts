import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import { createLogger } from '../logs/create-logger.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { createService } from './create-service.ts';
import { runService } from './run-service.ts';

test('A service that stops says it is not ready, answers what it has begun, then refuses connections', async () => {
  const steps = new EventEmitter();
  const service = await createService({
    name: 'sample',
    version: '1.0.0',
    description: 'A service for tests.',
    errors: {},
    bodyLimitBytes: 100,
    deadlines: { defaultMs: 60_000, maxMs: 60_000 },
    logger: createLogger({ service: 'sample', level: 'silent' }),
    metrics: createMetrics(),
  });
  service.app.get('/slow', async () => {
    const released = once(steps, 'release');
    steps.emit('begun');
    await released;
    return { done: true };
  });
  const running = await runService(service, { host: '127.0.0.1', port: 0, drainMs: 50 });

  const begun = once(steps, 'begun');
  const slow = fetch(`${running.url}/slow`);
  await begun;
  const stopped = running.stop();
  expect(running.stop()).toBe(stopped);
  expect((await service.app.inject('/readyz')).statusCode).toBe(503);
  steps.emit('release');
  expect(await (await slow).json()).toEqual({ done: true });
  await stopped;
  await expect(fetch(`${running.url}/livez`)).rejects.toThrow();
});
