import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { deadlineHeader } from '../deadline/deadline.ts';
import { createClient, type Operation } from './create-client.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume().once('end', () => {
      answer(request, response);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
    return once(server, 'close');
  });
  return { requests, server, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

const answerType = { type: 'object', required: ['sum'], properties: { sum: { type: 'number' } } } as const;
const read: Operation = { method: 'POST', path: '/sum', isIdempotent: true, response: answerType };
const write: Operation = { ...read, isIdempotent: false };

const callOf = (baseUrl: string, operation: Operation) => {
  const client = createClient({ baseUrl, connections: 1 });
  cleanups.push(() => client.close());
  return client.operation<object, { sum: number }>(operation);
};

const inAMinute = () => Date.now() + 60_000;

test('A call sends its deadline along and gives the answer that the contract promises', async () => {
  const { baseUrl, requests } = await serve((_, response) => response.end('{"sum":3}'));
  const deadlineMs = inAMinute() + 0.7;
  expect(await callOf(baseUrl, read)({}, deadlineMs)).toEqual({ ok: true, value: { sum: 3 } });
  expect(requests[0]?.headers[deadlineHeader]).toBe(String(Math.floor(deadlineMs)));
});

test('Calls one after the other share a connection', async () => {
  const { baseUrl, requests } = await serve((_, response) => response.end('{"sum":3}'));
  const call = callOf(baseUrl, read);
  await call({}, inAMinute());
  await call({}, inAMinute());
  expect(new Set(requests.map(({ socket }) => socket)).size).toBe(1);
});

test('A call whose deadline has passed is not sent', async () => {
  const { baseUrl, requests } = await serve((_, response) => response.end('{"sum":3}'));
  expect(await callOf(baseUrl, read)({}, Date.now())).toMatchObject({ ok: false, reason: 'deadline' });
  expect(requests).toHaveLength(0);
});

test('A service that does not answer in time gives the reason deadline, without a retry', async () => {
  const { baseUrl, requests } = await serve(() => undefined);
  expect(await callOf(baseUrl, read)({}, Date.now() + 100)).toMatchObject({ ok: false, reason: 'deadline' });
  expect(requests.length).toBeLessThan(2);
});

test('A refusal carries the code of the service', async () => {
  const { baseUrl } = await serve((_, response) =>
    response.writeHead(400).end('{"code":"request/invalid","title":"No."}'),
  );
  expect(await callOf(baseUrl, read)({}, inAMinute())).toEqual({
    ok: false,
    reason: 'refused',
    code: 'request/invalid',
    detail: 'No.',
  });
});

test.each(['{"sum":"three"}', 'null', '<html>'])('The answer %s is invalid against the contract', async (body) => {
  const { baseUrl } = await serve((_, response) => response.end(body));
  expect(await callOf(baseUrl, read)({}, inAMinute())).toMatchObject({ ok: false, reason: 'invalid-answer' });
});

test('A refusal without a problem document still says its status', async () => {
  const { baseUrl } = await serve((_, response) => response.writeHead(502).end('null'));
  expect(await callOf(baseUrl, read)({}, inAMinute())).toMatchObject({ reason: 'refused', code: 'http/502' });
});

test('A broken connection is tried once more when the operation may be sent twice', async () => {
  const { baseUrl, requests } = await serve((request, response) =>
    requests.length === 1 ? request.socket.destroy() : response.end('{"sum":3}'),
  );
  expect(await callOf(baseUrl, read)({}, inAMinute())).toEqual({ ok: true, value: { sum: 3 } });
  expect(requests).toHaveLength(2);
});

test('A broken connection is not tried again when that could do a thing twice, nor more than once', async () => {
  const { baseUrl, requests } = await serve((request) => request.socket.destroy());
  expect(await callOf(baseUrl, write)({}, inAMinute())).toMatchObject({ ok: false, reason: 'unreachable' });
  expect(requests).toHaveLength(1);
  expect(await callOf(baseUrl, read)({}, inAMinute())).toMatchObject({ ok: false, reason: 'unreachable' });
  expect(requests).toHaveLength(3);
});

test('Nobody listening is unreachable, and a readiness probe of it is false', async () => {
  const { baseUrl, server } = await serve((_, response) => response.end());
  server.close();
  await once(server, 'close');
  cleanups.length = 0;
  const client = createClient({ baseUrl });
  cleanups.push(() => client.close());
  expect(await client.operation(read)({}, inAMinute())).toMatchObject({
    reason: 'unreachable',
    detail: 'ECONNREFUSED',
  });
  expect(await client.isReady(1000)).toBe(false);
});
