import { expect, test } from 'vitest';
import { buildItemItem, buildRanker } from '../package/model-package.builder.ts';
import { runtimeName } from '../ranker/open-runtime.ts';
import { fewestAnswers, judgeCanary } from './canary-gate.ts';
import { countExposures } from './count-exposures.ts';
import { judgeGolden } from './golden-gate.ts';
import { assessLatency, judgeLatency } from './latency-gate.ts';
import { assessQuality, judgeQuality } from './quality-gate.ts';
import type { RankedLists } from './ranked-lists.ts';
import { judgeShadow, shadowLimits } from './shadow-gate.ts';

test('Golden vectors pass in the serving runtime, and the verdict names the model, the vectors and the runtime', async () => {
  const content = buildRanker();
  expect(await judgeGolden(content)).toMatchObject({
    verdict: 'pass',
    evidence: {
      modelSha256: content.card.sha256,
      goldenSha256: content.card.golden.sha256,
      runtime: runtimeName(),
      vectors: 3,
      largestDifference: 0,
    },
  });
  expect(runtimeName()).toMatch(/^onnxruntime-node \d+\.\d+\.\d+/);
});

test('A vector that the runtime answers otherwise fails, on a threshold and for a missing value too', async () => {
  const content = buildRanker();
  for (const at of content.golden.vectors.keys()) {
    const vectors = content.golden.vectors.map((vector, place) =>
      place === at ? { ...vector, score: vector.score + 1e-3 } : vector,
    );
    expect(await judgeGolden({ ...content, golden: { ...content.golden, vectors } })).toMatchObject({
      verdict: 'fail',
    });
  }
});

test('A model that is none, or of another width, fails and does not throw', async () => {
  const content = buildRanker();
  expect(await judgeGolden({ ...content, model: Buffer.from('no model') })).toMatchObject({ verdict: 'fail' });
  const wider = buildRanker({ features: ['a', 'b', 'c'] });
  expect(await judgeGolden({ ...content, model: wider.model })).toMatchObject({
    verdict: 'fail',
    detail: expect.stringContaining('takes 3 columns, its card lists 2') as unknown,
  });
});

test('A latency over the budget fails and says by how much; the ratio to the incumbent stands beside', () => {
  const calls = (milliseconds: number) => Array.from({ length: 100 }, (_, at) => milliseconds + at / 1000);
  expect(assessLatency({ candidate: calls(1), incumbent: calls(0.5) }, 2)).toMatchObject({
    verdict: 'pass',
    evidence: { budgetMs: 2, p50Ms: 1.049, p99Ms: 1.098 },
  });
  expect(assessLatency({ candidate: calls(3), incumbent: [] }, 2)).toMatchObject({ verdict: 'fail' });
  expect(assessLatency({ candidate: calls(1), incumbent: calls(0.5) }, 2).evidence['ratioToIncumbent']).toBeCloseTo(
    1.91,
    1,
  );
});

test('Latency is measured on the model itself, by the clock that is given', async () => {
  let now = 0;
  const slow = await judgeLatency(buildRanker({ latencyBudgetMs: 5 }), undefined, () => (now += 10));
  expect(slow).toMatchObject({ verdict: 'fail', evidence: { p99Ms: 10, rows: 100 } });
  const quick = await judgeLatency(buildRanker({ latencyBudgetMs: 50 }), buildRanker(), () => (now += 10));
  expect(quick).toMatchObject({ verdict: 'pass', evidence: { ratioToIncumbent: 1 } });
  expect(await judgeLatency(buildItemItem(), undefined)).toMatchObject({ verdict: 'pass' });
});

const lists = (count: number): RankedLists => ({
  source: 'made by hand',
  names: ['age', 'popularity'],
  lists: Array.from({ length: count }, (_, at) => ({
    current: 'a',
    items: ['b', 'c'],
    // What was played has the large value of the feature that both models split on.
    rows:
      at % 2 === 0
        ? [
            [null, 5],
            [7, 0],
          ]
        : [
            [null, 0],
            [7, 5],
          ],
    labels: at % 2 === 0 ? [1, 0] : [0, 1],
  })),
});

test('A candidate that ranks the other way round fails on quality, the same one passes, and columns are found by name', async () => {
  const incumbent = buildRanker();
  const reversed = buildRanker({ below: 0.75, above: 0.25 });
  expect(await judgeQuality({ candidate: incumbent, incumbent, lists: lists(60) })).toMatchObject({
    verdict: 'pass',
    evidence: { mean: 0 },
  });
  expect(await judgeQuality({ candidate: reversed, incumbent, lists: lists(60) })).toMatchObject({
    verdict: 'fail',
    evidence: { lists: 60 },
  });
  expect(await judgeQuality({ candidate: incumbent, incumbent: reversed, lists: lists(60) })).toMatchObject({
    verdict: 'pass',
  });
});

test('Item-item models are judged on the same lists by what goes with the item that plays', async () => {
  const good = buildItemItem({ a: ['b'], b: [], c: [] });
  const bad = buildItemItem({ a: ['c'], b: [], c: [] });
  const played = { ...lists(60), lists: lists(60).lists.map((list) => ({ ...list, labels: [1, 0] })) };
  expect(await judgeQuality({ candidate: bad, incumbent: good, lists: played })).toMatchObject({ verdict: 'fail' });
  expect(await judgeQuality({ candidate: good, incumbent: bad, lists: played })).toMatchObject({ verdict: 'pass' });
});

test('Without lists, or with too few or too noisy ones, quality cannot be checked; without an incumbent there is nothing to be below', async () => {
  const candidate = buildRanker();
  expect(await judgeQuality({ candidate, incumbent: candidate, lists: undefined })).toMatchObject({
    verdict: 'cannot-check',
  });
  expect(await judgeQuality({ candidate, incumbent: candidate, lists: lists(10) })).toMatchObject({
    verdict: 'cannot-check',
  });
  expect(await judgeQuality({ candidate, incumbent: undefined, lists: undefined })).toMatchObject({ verdict: 'pass' });
  const noisy = Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? 0.5 : -0.49));
  expect(assessQuality(noisy, 'noise')).toMatchObject({ verdict: 'cannot-check' });
});

const shadowReport = {
  ...{ name: 'ranker', full: 'v1', shadow: 'v2', sinceMs: 1, compared: 1000, failed: 0, kept: 1000, topK: 10 },
  topKOverlap: { mean: 0.8, p10: 0.6, least: 0.2 },
  kendallTau: { mean: 0.7, p10: 0.5, least: 0.1 },
  fullMicros: { p50: 200, p99: 400 },
  shadowMicros: { p50: 220, p99: 500 },
};
const question = { name: 'ranker', full: 'v1', version: 'v2', budgetMs: 3 };

test('A shadow passes when it answered, in time, and not altogether differently', () => {
  expect(judgeShadow(shadowReport, question)).toMatchObject({
    verdict: 'pass',
    evidence: { compared: 1000, topKOverlap: 0.8 },
  });
  const fails = [
    { failed: 20 },
    { shadowMicros: { p50: 220, p99: 5000 } },
    { topKOverlap: { mean: shadowLimits.topKOverlap - 0.01, p10: 0 } },
    { kendallTau: { mean: -0.2, p10: -1 } },
  ];
  for (const change of fails)
    expect(judgeShadow({ ...shadowReport, ...change }, question)).toMatchObject({ verdict: 'fail' });
});

test('A shadow on a busy machine is not too slow when the incumbent misses the budget as well', () => {
  const busy = { fullMicros: { p50: 220, p99: 8000 }, shadowMicros: { p50: 220, p99: 9000 } };
  expect(judgeShadow({ ...shadowReport, ...busy }, question)).toMatchObject({ verdict: 'pass' });
  const slow = { ...busy, shadowMicros: { p50: 220, p99: 11_000 } };
  expect(judgeShadow({ ...shadowReport, ...slow }, question)).toMatchObject({ verdict: 'fail' });
});

test('A shadow report that is missing, of other versions, too short or of another form cannot be judged', () => {
  const reports = [
    undefined,
    {},
    { ...shadowReport, shadow: 'v3' },
    { ...shadowReport, full: 'v0' },
    { ...shadowReport, compared: 3 },
    'x',
    null,
  ];
  for (const report of reports) expect(judgeShadow(report, question)).toMatchObject({ verdict: 'cannot-check' });
});

test('A canary fails when clearly more of its answers failed or were degraded than of the others', () => {
  const side = { answers: 10_000, degraded: 100, failed: 10 };
  const judge = (canary: object) =>
    judgeCanary(
      { version: 'v2', percent: 5, canary: { ...side, ...canary }, full: side },
      { version: 'v2', percent: 5 },
    );
  expect(judge({})).toMatchObject({ verdict: 'pass' });
  expect(judge({ degraded: 105 })).toMatchObject({ verdict: 'pass' });
  expect(judge({ degraded: 200 })).toMatchObject({
    verdict: 'fail',
    detail: expect.stringContaining('degraded') as unknown,
  });
  expect(judge({ failed: 60 })).toMatchObject({
    verdict: 'fail',
    detail: expect.stringContaining('failed') as unknown,
  });
  expect(judge({ answers: fewestAnswers - 1, degraded: 0, failed: 0 })).toMatchObject({ verdict: 'cannot-check' });
  expect(judgeCanary(undefined, { version: 'v2', percent: 5 })).toMatchObject({ verdict: 'cannot-check' });
  expect(
    judgeCanary({ version: 'v2', percent: 1, canary: side, full: side }, { version: 'v2', percent: 5 }),
  ).toMatchObject({ verdict: 'cannot-check' });
});

test('A canary whose listeners are fewer than its percentage fails: its answers came from somewhere else', () => {
  const side = { answers: 10_000, degraded: 100, failed: 10 };
  const judge = (listeners: number) =>
    judgeCanary(
      { version: 'v2', percent: 5, canary: { ...side, listeners }, full: { ...side, listeners: 9500 } },
      { version: 'v2', percent: 5 },
    );
  expect([470, 500, 530].map((listeners) => judge(listeners).verdict)).toEqual(['pass', 'pass', 'pass']);
  expect([300, 800].map((listeners) => judge(listeners).verdict)).toEqual(['fail', 'fail']);
});

test('Exposures are counted by version and listener; other models, older lines and torn ones are left out', () => {
  const count = countExposures(
    { full: 'v1', canary: { version: 'v2', percent: 5 } },
    { model: 'ranker', sinceMs: 100 },
  );
  const line = (version: string, more: object = {}) =>
    JSON.stringify({ at: 200, listener: 'a', model: { name: 'ranker', version }, degradation: 'none', ...more });
  const degraded = { degradation: 'popularity', degradationCause: 'model-failed' };
  [
    ...[
      line('v2'),
      line('v2', { listener: 'b' }),
      line('v2', degraded),
      line('v1'),
      line('v1', { degradation: 'cached' }),
    ],
    ...[
      line('v2', { at: 99 }),
      line('v3'),
      line('v1', { model: { name: 'small', version: 'v1' } }),
      line('v1').slice(1),
      '',
    ],
  ].forEach(count.add);
  expect(count.report()).toEqual({
    ...{ version: 'v2', percent: 5 },
    canary: { answers: 3, degraded: 1, failed: 1, listeners: 2 },
    full: { answers: 2, degraded: 1, failed: 0, listeners: 1 },
  });
});
