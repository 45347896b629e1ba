import { EventEmitter, once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createLogger } from '../logs/create-logger.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { createService } from './create-service.ts';
import { runService } from './run-service.ts';

const build = async () => {
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
  return { service, steps };
};

test('A service that stops says it is not ready, answers what it has begun, then refuses connections', async () => {
  const { service, steps } = await build();
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

test('While it drains, an open connection is answered and then closed, so that its caller goes elsewhere', async () => {
  const { service } = await build();
  const running = await runService(service, { host: '127.0.0.1', port: 0, drainMs: 0 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async () => {
    const [answer] = (await once(get(`${running.url}/livez`, { agent }), 'response')) as [IncomingMessage];
    answer.resume();
    await once(answer, 'end');
    return { status: answer.statusCode, connection: answer.headers.connection };
  };
  expect(await ask()).toEqual({ status: 200, connection: 'keep-alive' });
  service.health.startDraining();
  expect(service.health.isDraining()).toBe(true);
  expect(await ask()).toEqual({ status: 200, connection: 'close' });
  agent.destroy();
  await running.stop();
});

test('A request that never ends does not keep a service from stopping', async () => {
  const { service, steps } = await build();
  const running = await runService(service, { host: '127.0.0.1', port: 0, drainMs: 0, graceMs: 20 });
  const begun = once(steps, 'begun');
  const stuck = fetch(`${running.url}/slow`);
  stuck.catch(() => undefined);
  await begun;
  await running.stop();
  await expect(stuck).rejects.toThrow();
});
