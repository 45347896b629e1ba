import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { buildEvent } from './core/event.builder.ts';
import type { ListeningEvent } from './core/listening-event.ts';
import { sendUntil, startFeaturesProcess, type FeaturesProcess } from './features-process.builder.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'features-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  return folder;
};

const start = async (...given: Parameters<typeof startFeaturesProcess>): Promise<FeaturesProcess> => {
  const started = await startFeaturesProcess(...given);
  cleanups.push(() => started.end('SIGKILL'));
  return started;
};

/** How many of these events the service has not counted before. */
const missingOf = async (service: FeaturesProcess, events: readonly ListeningEvent[]): Promise<number> => {
  let missing = 0;
  for (let from = 0; from < events.length; from += 400) {
    const { status, body } = await service.send(events.slice(from, from + 400));
    expect(status).toBe(200);
    missing += body.accepted ?? Number.NaN;
  }
  return missing;
};

test('Killed with -9 in the middle of writing, again and again, a service loses no event that it acknowledged', async () => {
  const environment = { LOG_FOLDER: makeFolder(), LOG_SEGMENT_BYTES: '20000', LOG_LEVEL: 'warn' };
  const acknowledged: ListeningEvent[] = [];
  for (let kill = 0; kill < 4; kill += 1) {
    const service = await start(environment);
    expect(await missingOf(service, acknowledged)).toBe(0);
    let sent = 0;
    const senders = Array.from({ length: 16 }, () => sendUntil(service, () => (sent += 1) > 3000));
    // Killed after some answers, by count: while others are on their way.
    await expect.poll(() => sent, { interval: 5, timeout: 60_000 }).toBeGreaterThan(200 + 150 * kill);
    await service.end('SIGKILL');
    for (const one of await Promise.all(senders)) acknowledged.push(...one.acknowledged);
  }
  expect(acknowledged.length).toBeGreaterThan(1000);
  expect(await missingOf(await start(environment), acknowledged)).toBe(0);
});

test('A full disk is a coded error; what was acknowledged stays, batches go on, and so does the log when there is room', async () => {
  const folder = makeFolder();
  const environment = { LOG_FOLDER: folder };
  await (await start(environment)).end('SIGTERM');
  const service = await start(environment, ['prlimit', '--fsize=8192:unlimited']);
  const acknowledged: ListeningEvent[] = [];
  const sendOne = async () => {
    const event = buildEvent({ at: Date.now() });
    const answer = await service.send([event]);
    if (answer.status === 200) acknowledged.push(event);
    return answer;
  };
  let answer = await sendOne();
  while (answer.status === 200) answer = await sendOne();
  expect(answer).toMatchObject({ status: 507, body: { code: 'features/log-full' } });
  expect(acknowledged.length).toBeGreaterThan(20);
  expect(await service.batch({ user: 'user-1', currentItem: 'track-9', items: ['track-5'] })).toMatchObject({
    status: 200,
    body: { isUserKnown: true },
  });
  expect((await sendOne()).status).toBe(507);

  execFileSync('prlimit', ['--pid', String(service.child.pid), '--fsize=unlimited']);
  expect((await sendOne()).status).toBe(200);
  await service.end('SIGKILL');
  const again = await start(environment);
  expect(again.logged()).not.toContain('damaged');
  expect(await missingOf(again, acknowledged)).toBe(0);
});

test('A service in use of its folder keeps a second one out, with exit code 2 and the way out', async () => {
  const environment = { LOG_FOLDER: makeFolder() };
  await start(environment);
  await expect(start(environment)).rejects.toThrow(/is used by another features process\. Give each its own/);
});

test('Nothing that a listener sent, and no id, is in a log line, whatever happens to the request', async () => {
  const service = await start({ LOG_FOLDER: makeFolder() });
  const secret = 'listener-4711';
  await service.send([buildEvent({ user: secret, item: secret, id: secret })]);
  await service.batch({ user: secret, currentItem: secret, items: [secret] });
  await service.batch({ user: secret, currentItem: secret, items: [], [secret]: 1 });
  await service.send([{ ...buildEvent({ user: secret }), type: secret as 'play' }]);
  await service.send([]);
  await fetch(`${service.url}/${secret}?user=${secret}`);
  await fetch(`${service.url}/v1/events`, { method: 'POST', body: `{"user":"${secret}"` });
  await service.end('SIGTERM');
  expect(service.logged().split('\n').length).toBeGreaterThan(5);
  expect(service.logged()).not.toContain(secret);
});

test('SIGTERM ends a service with all events kept and exit code 0', async () => {
  const environment = { LOG_FOLDER: makeFolder() };
  const service = await start(environment);
  const event = buildEvent();
  await service.send([event]);
  await service.end('SIGTERM');
  expect(service.child.exitCode).toBe(0);
  expect(await missingOf(await start(environment), [event])).toBe(0);
});
