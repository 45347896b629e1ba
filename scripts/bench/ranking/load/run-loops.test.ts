import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { createSeededRandom } from '../../../../guardrails/src/catalog/latency/seeded-random.ts';
import { createSender, describeAnswer, type Sender } from './create-sender.ts';
import { runClosedLoop } from './run-closed-loop.ts';
import { drawDueTimes, runOpenLoop } from './run-open-loop.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const close = (server: Server) => {
  server.closeAllConnections();
  server.close();
  return once(server, 'close');
};

const openSender = async (answer: (deadlineMs: number) => { status: number; body: object }) => {
  const server = createServer((request, response) => {
    const { status, body } = answer(Number(request.headers['x-deadline-ms']));
    request.resume().on('end', () => response.writeHead(status).end(JSON.stringify(body)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sender = createSender({ url, path: '/', connections: 4 });
  cleanups.push(
    () => close(server),
    () => sender.close(),
  );
  return { sender, server };
};

test('Requests are due in order, within their phases, and as many as the rate says', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const phases = [
        { seconds: 2, perSecond: 100 },
        { seconds: 1, perSecond: 1000 },
      ];
      const due = drawDueTimes(phases, createSeededRandom(seed));
      expect(due.every((at, index) => at >= (due[index - 1] ?? 0) && at < 3000)).toBe(true);
      const first = due.filter((at) => at < 2000).length;
      // Six standard deviations of a Poisson count.
      expect(Math.abs(first - 200)).toBeLessThan(6 * Math.sqrt(200));
      expect(Math.abs(due.length - first - 1000)).toBeLessThan(6 * Math.sqrt(1000));
    }),
  );
});

test('An open load sends every request, though no answer comes before the last one is sent', async () => {
  const waiting: ((answer: { status: number }) => void)[] = [];
  const count = drawDueTimes([{ seconds: 0.05, perSecond: 1000 }], createSeededRandom(3)).length;
  const sender: Pick<Sender, 'send'> = {
    send: (_body, _deadlineMs, done) => {
      waiting.push(done);
      if (waiting.length === count) waiting.forEach((answer) => answer({ status: 200 }));
    },
  };
  const phases = [{ seconds: 0.05, perSecond: 1000 }];
  const shots = await runOpenLoop({ sender, bodies: ['{}'], budgetMs: 100 }, phases, createSeededRandom(3));
  expect(shots).toHaveLength(count);
  expect(shots.every(({ sentMs, dueMs }) => sentMs >= dueMs)).toBe(true);
});

test('A closed load never has more requests in flight than callers', async () => {
  let [inFlight, most] = [0, 0];
  const sender: Pick<Sender, 'send'> = {
    send: (_body, _deadlineMs, done) => {
      most = Math.max(most, (inFlight += 1));
      setImmediate(() => {
        inFlight -= 1;
        done({ status: 200 });
      });
    },
  };
  const shots = await runClosedLoop({ sender, bodies: ['{}'], budgetMs: 100 }, { concurrency: 3, seconds: 0.05 });
  expect(shots.length).toBeGreaterThan(3);
  expect(most).toBe(3);
});

test('A request carries its deadline in Unix milliseconds, and its answer tells status, degradation and code', async () => {
  const deadlines: number[] = [];
  const { sender } = await openSender((deadlineMs) => {
    deadlines.push(deadlineMs);
    return { status: 200, body: { model: 'm', degradation: 'cached' } };
  });
  const deadlineMs = Date.now() + 1000;
  const answer = await new Promise((resolve) => sender.send('{}', deadlineMs, resolve));
  expect(answer).toEqual({ status: 200, level: 'cached' });
  expect(deadlines).toEqual([deadlineMs]);
});

test('A service that is gone is an answer with status 0 and the code of the failure', async () => {
  const { sender, server } = await openSender(() => ({ status: 200, body: {} }));
  await close(server);
  cleanups.splice(0, 1);
  expect(await new Promise((resolve) => sender.send('{}', Date.now() + 1000, resolve))).toMatchObject({ status: 0 });
});

test('An error tells its code, and a body that is neither tells nothing', () => {
  expect(describeAnswer(503, '{"type":"x","code":"service/overloaded","status":503}')).toEqual({
    code: 'service/overloaded',
  });
  expect(describeAnswer(502, '<html>')).toEqual({ code: undefined });
});
