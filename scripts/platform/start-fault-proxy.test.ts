import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startFaultProxy } from './start-fault-proxy.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const start = async () => {
  const server = createServer((_request, response) => response.end('well'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const proxy = await startFaultProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  cleanups.push(
    () => {
      server.closeAllConnections();
      server.close();
      return once(server, 'close');
    },
    () => proxy.close(),
  );
  const ask = async () => (await fetch(proxy.url, { signal: AbortSignal.timeout(5000) })).text();
  return { proxy, ask };
};

test('Without a fault it passes everything on', async () => {
  const { ask } = await start();
  expect(await ask()).toBe('well');
});

test('When slow, an answer comes, and no sooner than the delay', async () => {
  const { proxy, ask } = await start();
  proxy.set({ kind: 'slow', delayMs: 80 });
  const beginMs = performance.now();
  expect(await ask()).toBe('well');
  // Timers may fire up to a millisecond early.
  expect(performance.now() - beginMs).toBeGreaterThanOrEqual(79);
});

test('When dead, nothing answers; when well again, connections that broke are made anew', async () => {
  const { proxy, ask } = await start();
  expect(await ask()).toBe('well');
  proxy.set({ kind: 'dead' });
  await expect(ask()).rejects.toThrow('fetch failed');
  proxy.set({ kind: 'none' });
  expect(await ask()).toBe('well');
});
