import { afterEach, expect, test } from 'vitest';
import { readMetrics, sumMetric } from '../../scripts/platform/read-metrics.ts';
import { isAlive, recordedRequests, startRig, type PlatformRig } from './platform-rig.builder.ts';

const rigs: PlatformRig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) {
    const pids = [rig.platform.features, ...rig.platform.rankings].map(({ pid }) => pid);
    await rig.close();
    expect(pids.filter(isAlive)).toEqual([]);
  }
});

const start = async (rankings: number): Promise<PlatformRig> => {
  const rig = await startRig(rankings);
  rigs.push(rig);
  return rig;
};

// Ample, so that a busy machine degrades nothing that is not meant to be; services allow two seconds.
const ampleMs = 1900;
const budgetMs = 600;

type Answer = Awaited<ReturnType<PlatformRig['client']['rankNowPlaying']>>;

const rank = (rig: PlatformRig, count: number, withinMs = ampleMs): Promise<Answer[]> =>
  Promise.all(
    Array.from({ length: count }, (_, at) => {
      const request = recordedRequests[at % recordedRequests.length];
      if (!request) throw new Error('nothing was recorded');
      return rig.client.rankNowPlaying(request, Date.now() + withinMs);
    }),
  );

const failuresOf = (answers: readonly Answer[]) => answers.filter(({ ok }) => !ok);
const degradationsOf = (answers: readonly Answer[]) => [
  ...new Set(answers.flatMap((answer) => (answer.ok ? [answer.value.degradation] : []))),
];
const causesOf = (answers: readonly Answer[]) => [
  ...new Set(answers.flatMap((answer) => (answer.ok ? [answer.value.degradationCause] : []))),
];

const answersOf = async (url: string): Promise<number> => sumMetric(await readMetrics(url), 'ranking_answers_total');

test('Two ranking processes share the requests, and give the same answers', async () => {
  const rig = await start(2);
  const answers = await rank(rig, 120);
  expect(failuresOf(answers)).toEqual([]);
  expect(degradationsOf(answers)).toEqual(['none']);
  expect(answers.slice(60)).toEqual(answers.slice(0, 60));
  const shares = await Promise.all(rig.platform.rankings.map(({ url }) => answersOf(url)));
  expect(Math.min(...shares)).toBeGreaterThan(20);
});

test('When one of two ranking processes is killed under load, every request still gets its full answer', async () => {
  const rig = await start(2);
  await rank(rig, 20);
  const [first] = rig.platform.rankings;
  const answers: Answer[] = [];
  // Waves of eight, so that the kill meets requests in flight and the retry budget is not what is tested.
  for (let wave = 0; wave < 30; wave += 1) {
    const under = rank(rig, 8);
    if (wave === 10) await first?.signal('SIGKILL');
    answers.push(...(await under));
  }
  expect(failuresOf(answers)).toEqual([]);
  expect(degradationsOf(answers)).toEqual(['none']);
  expect(isAlive(first?.pid ?? 0)).toBe(false);
});

test('When features is slow, answers come in time, degraded and saying why; a breaker opens; later they are full again', async () => {
  const rig = await start(1);
  const [ranking] = rig.platform.rankings;
  expect(degradationsOf(await rank(rig, 10))).toEqual(['none']);
  rig.proxy.set({ kind: 'slow', delayMs: 3 * budgetMs });

  const slow = await rank(rig, 10, budgetMs);
  expect(failuresOf(slow)).toEqual([]);
  expect(degradationsOf(slow)).not.toContain('none');
  expect(causesOf(slow)).toEqual(['features-unavailable']);

  const opened = async () =>
    sumMetric(await readMetrics(ranking?.url ?? ''), 'client_breaker_changes_total', { state: 'open' });
  await expect.poll(async () => (await rank(rig, 3, budgetMs), opened()), { timeout: 30_000 }).toBeGreaterThan(0);
  expect(failuresOf(await rank(rig, 10, budgetMs))).toEqual([]);

  rig.proxy.set({ kind: 'none' });
  await expect
    .poll(async () => degradationsOf(await rank(rig, 3)), { timeout: 60_000, interval: 200 })
    .toEqual(['none']);
});

test('When features is dead, every answer is a degraded 200, and ranking stays ready', async () => {
  const rig = await start(1);
  const [ranking] = rig.platform.rankings;
  const isReady = async () =>
    (await fetch(`${ranking?.url ?? ''}/readyz`, { signal: AbortSignal.timeout(5000) })).status;
  await expect.poll(isReady, { timeout: 30_000 }).toBe(200);
  rig.proxy.set({ kind: 'dead' });
  const answers = await rank(rig, 30);
  expect(failuresOf(answers)).toEqual([]);
  expect(causesOf(answers)).toEqual(['features-unavailable']);
  expect(await isReady()).toBe(200);
});

test('When features is killed outright, views go on', async () => {
  const rig = await start(1);
  await rig.platform.features.signal('SIGKILL');
  const answers = await rank(rig, 10);
  expect(failuresOf(answers)).toEqual([]);
  expect(causesOf(answers)).toEqual(['features-unavailable']);
});
