import { createMetrics } from '@interlock-dev/chassis';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import type { FeatureMatrix } from '../core/encode-features.ts';
import { featureMatrixOf } from '../model/feature-matrix.builder.ts';
import type { ModelSlot } from '../model/model-slot.ts';
import type { Scorer } from '../model/scorer.ts';
import { buildScorer } from '../rank/ranker.builder.ts';
import type { Scored } from '../rank/score-within.ts';
import { createShadow, type ShadowParts } from './create-shadow.ts';
import { ShadowReport } from './shadow-report.ts';

const full = buildScorer({ version: 'v1' });
const reversed = buildScorer({
  version: 'v2',
  score: ({ values }) => Promise.resolve({ ok: true, scores: values.map((value) => -value) }),
});

const buildShadow = (given: Partial<ShadowParts> & { shadow?: Scorer | undefined } = {}) => {
  const serving = { full, shadow: 'shadow' in given ? given.shadow : reversed };
  const leases = { open: 0 };
  const ranker: ModelSlot<Scorer> = {
    name: 'ranker',
    refresh: () => Promise.resolve(),
    close: () => Promise.resolve(),
    serving: () => ({ full: serving.full.version, ...(serving.shadow ? { shadow: serving.shadow.version } : {}) }),
    lease: () => {
      leases.open += 1;
      return { model: serving.full, shadow: serving.shadow, isCanary: false, release: () => void (leases.open -= 1) };
    },
  };
  const metrics = createMetrics();
  const shadow = createShadow({
    ranker,
    metrics,
    now: () => 1000,
    elapsed: () => 0,
    sampleEvery: 1,
    whenIdle: () => new Promise(setImmediate),
    ...given,
  });
  const count = async (outcome: string) =>
    Number(
      new RegExp(`^ranking_shadow_comparisons_total\\{outcome="${outcome}"\\} (\\d+)`, 'm').exec(
        await metrics.registry.metrics(),
      )?.[1],
    );
  return { shadow, serving, leases, count };
};

const matrix: FeatureMatrix = featureMatrixOf([[3], [2], [1]]);
const scored = (given: Partial<Scored> = {}, tookMs = 0.5): Scored => ({
  degradation: 'none',
  candidates: [],
  model: { name: 'test', version: 'v1' },
  isCanary: false,
  comparable: { version: 'v1', scores: Float32Array.of(3, 2, 1), tookMs, encodeFor: () => matrix },
  ...given,
});

test('The report says how much two models agree on live requests, and what each call took', async () => {
  const { shadow, leases, count } = buildShadow();
  expect(shadow.report()).toBeUndefined();
  for (let at = 0; at < 3; at += 1) shadow.offer('user-1', scored());
  await shadow.settled();
  const report = shadow.report();
  expect(Value.Check(ShadowReport, report)).toBe(true);
  expect(report).toMatchObject({
    name: 'test',
    full: 'v1',
    shadow: 'v2',
    sinceMs: 1000,
    compared: 3,
    failed: 0,
    topKOverlap: { mean: 1 },
    kendallTau: { mean: -1, p10: -1, least: -1 },
    fullMicros: { p50: 500, p99: 500 },
  });
  expect([leases.open, await count('compared')]).toEqual([0, 3]);
});

test('Nothing is scored before the moment is idle', async () => {
  const idle = Promise.withResolvers<undefined>();
  let calls = 0;
  const counting = buildScorer({ ...reversed, score: (rows, until) => ((calls += 1), reversed.score(rows, until)) });
  const { shadow } = buildShadow({ whenIdle: () => idle.promise, shadow: counting });
  shadow.offer('user-1', scored());
  await new Promise(setImmediate);
  expect(calls).toBe(0);
  idle.resolve(undefined);
  await shadow.settled();
  expect(calls).toBe(1);
});

test('One in so many is compared, and none of a canary, of a degraded answer, or without a shadow', async () => {
  const sampled = buildShadow({ sampleEvery: 4 });
  for (let at = 0; at < 10; at += 1) sampled.shadow.offer('user-1', scored());
  const { candidates, model } = scored();
  sampled.shadow.offer('user-1', { degradation: 'popularity', candidates, model, isCanary: false });
  sampled.shadow.offer('user-1', scored({ isCanary: true }));
  await sampled.shadow.settled();
  expect(await sampled.count('compared')).toBe(2);
  const none = buildShadow({ shadow: undefined });
  none.shadow.offer('user-1', scored());
  await none.shadow.settled();
  expect(none.shadow.report()).toBeUndefined();
});

test('A queue that is full takes no more and counts what it leaves out', async () => {
  const { shadow, count } = buildShadow();
  for (let at = 0; at < 20; at += 1) shadow.offer('user-1', scored());
  await shadow.settled();
  const [compared, dropped] = [await count('compared'), await count('dropped')];
  expect([compared, dropped]).toEqual([16, 4]);
});

test('When the model was swapped since the answer, the two are no pair any more', async () => {
  const { shadow, serving, count, leases } = buildShadow();
  shadow.offer('user-1', scored());
  serving.full = buildScorer({ version: 'v3' });
  await shadow.settled();
  expect([await count('dropped'), shadow.report(), leases.open]).toEqual([1, undefined, 0]);
});

test('A shadow that fails is counted, and a new shadow begins a new report', async () => {
  const { shadow, serving, count } = buildShadow({
    shadow: buildScorer({
      version: 'v2',
      score: () => Promise.resolve({ ok: false, reason: 'failed', detail: 'corrupt' }),
    }),
  });
  shadow.offer('user-1', scored());
  await shadow.settled();
  expect([await count('failed'), shadow.report()?.failed, shadow.report()?.compared]).toEqual([1, 1, 0]);
  serving.shadow = buildScorer({ ...reversed, version: 'v4' });
  shadow.offer('user-1', scored());
  await shadow.settled();
  expect(shadow.report()).toMatchObject({ shadow: 'v4', failed: 0, compared: 1 });
});
