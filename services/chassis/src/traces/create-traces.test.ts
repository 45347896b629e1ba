import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createTraces } from './create-traces.ts';

test('A collector that is named gets the spans over OTLP, at the latest when the service ends', async () => {
  const bodies: string[] = [];
  const collector = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
    request.on('end', () => response.end('{}'));
  });
  await once(collector.listen(0, '127.0.0.1'), 'listening');
  const { port } = collector.address() as AddressInfo;
  const traces = await createTraces({ service: 'sample', otlpTracesUrl: `http://127.0.0.1:${port}/v1/traces` });
  traces.open({ kind: 'internal', name: 'think' })?.end({ attributes: { items: 3 } });
  await traces.close();
  collector.closeAllConnections();
  collector.close();
  expect(bodies.join('')).toMatch(/"service.name".*"sample".*"think"/);
});

test('A collector that is away costs spans, and nothing else', async () => {
  const traces = await createTraces({ service: 'sample', otlpTracesUrl: 'http://127.0.0.1:1/v1/traces' });
  const span = traces.open({ kind: 'internal', name: 'think' });
  expect(span?.run(() => 7)).toBe(7);
  span?.end();
  await traces.close();
});

test('Without a collector nothing is recorded', async () => {
  const traces = await createTraces({ service: 'sample' });
  expect(traces.open({ kind: 'internal', name: 'think' })).toBeUndefined();
  expect(traces.headers()).toEqual({});
});
