import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Pool } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { featureMatrixOf } from './feature-matrix.builder.ts';
import { loadRanker, type RankerRuntime } from './load-ranker.ts';
import { buildInferenceServer } from './open-inference/inference-server.builder.ts';
import { buildRegistry, linearModel, type BuiltRanker } from './registry.builder.ts';
import { runtimes, type Runtime, type Scorer } from './scorer.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const ranker: BuiltRanker = { name: 'ranker', version: 'v1', weights: [1, -2, 0.5] };
const later = () => Date.now() + 60_000;

/** A runtime of the kind asked for, and the server when there is one. */
const openRuntime = async (kind: Runtime) => {
  const runtime: RankerRuntime = { now: Date.now, loadTimeoutMs: 60_000 };
  if (kind === 'onnxruntime') return { runtime, server: undefined };
  const server = await buildInferenceServer([
    { name: 'ranker', version: 'v1', file: linearModel(ranker.weights), columns: 3 },
  ]);
  const pool = new Pool(server.url);
  cleanups.push(server.close, () => pool.destroy());
  return { server, runtime: { ...runtime, server: { pool, now: Date.now } } };
};

const load = async (kind: Runtime, given: Partial<BuiltRanker> = {}) => {
  const registry = buildRegistry();
  cleanups.push(registry.remove);
  registry.addRanker({ ...ranker, ...given });
  const { runtime, server } = await openRuntime(kind);
  const loaded = await loadRanker({ registry: registry.folder, name: 'ranker', version: 'v1' }, runtime);
  if (loaded.ok) cleanups.push(loaded.scorer.close);
  return { loaded, server };
};

const opened = async (
  kind: Runtime,
): Promise<{ scorer: Scorer; server: Awaited<ReturnType<typeof load>>['server'] }> => {
  const { loaded, server } = await load(kind);
  if (!loaded.ok) throw new Error(loaded.detail);
  return { scorer: loaded.scorer, server };
};

describe.each(runtimes)('By %s', (kind) => {
  test('a package is served under its name and version, and scores rows as its model does', async () => {
    const { scorer } = await opened(kind);
    expect(scorer).toMatchObject({ name: 'ranker', version: 'v1', runtime: kind });
    expect(scorer.inputs.map(({ name }) => name)).toEqual(['feature_0', 'feature_1', 'feature_2']);
    const rows = featureMatrixOf([
      [1, 1, 1],
      [0, 2, 4],
    ]);
    expect(await scorer.score(rows, later())).toEqual({ ok: true, scores: Float32Array.of(-0.5, -2) });
  });

  test('a row scores the same alone as among others', async () => {
    const { scorer } = await opened(kind);
    const row = fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const together = await scorer.score(featureMatrixOf(rows), later());
        const alone = await scorer.score(featureMatrixOf(rows.slice(-1)), later());
        expect(together.ok && together.scores.at(-1)).toBe(alone.ok && alone.scores[0]);
      }),
      { numRuns: 20 },
    );
  });

  test('a score that is no number is no answer', async () => {
    const { scorer } = await opened(kind);
    const answer = await scorer.score(featureMatrixOf([[1, null, 1]]), later());
    expect(answer).toMatchObject({ ok: false, reason: 'invalid-answer' });
  });

  test('a runtime that differs from the trainer on one golden vector may not serve', async () => {
    const golden = JSON.stringify({ source: 'off by a little', vectors: [{ features: [1, 1, 1], score: -0.4995 }] });
    const sha256 = createHash('sha256').update(golden).digest('hex');
    const card = { golden: { file: 'golden.json' as const, sha256, tolerance: 1e-4 } };
    const { loaded } = await load(kind, { files: { 'golden.json': golden }, card });
    expect(loaded).toMatchObject({ ok: false, reason: 'golden-mismatch' });
  });

  test('golden vectors of another width are a mismatch, not a crash', async () => {
    const golden = JSON.stringify({ source: 'too narrow', vectors: [{ features: [1, 1], score: 1 }] });
    const sha256 = createHash('sha256').update(golden).digest('hex');
    const card = { golden: { file: 'golden.json' as const, sha256, tolerance: 1e-4 } };
    const { loaded } = await load(kind, { files: { 'golden.json': golden }, card });
    expect(loaded).toMatchObject({
      reason: 'golden-mismatch',
      detail: 'golden.json has a vector that is not 3 values wide',
    });
  });

  test('a model of another width than its card is refused', async () => {
    const card = { features: [{ name: 'only', default: null }] };
    const { loaded } = await load(kind, { card });
    expect(loaded).toMatchObject({ ok: false, reason: 'model-invalid' });
    expect(loaded).toHaveProperty('detail', expect.stringContaining('takes 3 columns, its card lists 1'));
  });

  test.each([
    ['hash-mismatch', { files: { 'model.onnx': 'torn' } }, 'its card says'],
    ['hash-mismatch', { files: { 'golden.json': '{}' } }, 'golden.json has the SHA-256'],
    ['card-invalid', { card: { trees: 0 } }, 'wrong at /trees'],
    ['card-invalid', { card: { name: 'other' } }, 'a package was moved or copied'],
    ['card-invalid', { files: { 'card.json': '{' } }, 'is not JSON'],
  ] as const)('a package that is broken is refused: %s', async (reason, given, detail) => {
    const { loaded } = await load(kind, given);
    expect(loaded).toMatchObject({ ok: false, reason });
    expect(loaded).toHaveProperty('detail', expect.stringContaining(detail));
  });

  test('a version that is not there is missing', async () => {
    const { runtime } = await openRuntime(kind);
    const address = { registry: '/nowhere', name: 'ranker', version: 'v9' };
    expect(await loadRanker(address, runtime)).toEqual({
      ok: false,
      reason: 'missing',
      detail: 'ranker/v9/card.json cannot be read (ENOENT)',
    });
  });
});

test('A file that is no model, though its card agrees, is refused by ONNX Runtime', async () => {
  const sha256 = createHash('sha256').update('no model').digest('hex');
  const registry = buildRegistry();
  cleanups.push(registry.remove);
  registry.addRanker({ ...ranker, files: { 'model.onnx': 'no model' }, card: { sha256 } });
  const runtime = { now: Date.now, loadTimeoutMs: 1000 };
  const loaded = await loadRanker({ registry: registry.folder, name: 'ranker', version: 'v1' }, runtime);
  expect(loaded).toMatchObject({ ok: false, reason: 'model-invalid' });
});

describe('Over the Open Inference Protocol', () => {
  test.each(['json', 'nested json'] as const)('scores are also taken as %s', async (output) => {
    const { scorer, server } = await opened('open-inference');
    if (server) server.behaviour.output = output;
    const answer = await scorer.score(
      featureMatrixOf([
        [2, 0, 0],
        [0, 0, 2],
      ]),
      later(),
    );
    expect(answer).toEqual({ ok: true, scores: Float32Array.of(2, 1) });
  });

  test('the deadline goes with the call', async () => {
    const { scorer, server } = await opened('open-inference');
    const deadlineMs = later();
    await scorer.score(featureMatrixOf([[1, 1, 1]]), deadlineMs);
    expect(server?.asked.at(-1)?.['x-deadline-ms']).toBe(String(deadlineMs));
  });

  test('a server that hangs ends at the deadline, and one whose deadline has passed is not called', async () => {
    const { scorer, server } = await opened('open-inference');
    const { promise, resolve } = Promise.withResolvers<undefined>();
    if (server) server.behaviour.hold = promise;
    const calls = server?.asked.length ?? 0;
    expect(await scorer.score(featureMatrixOf([[1, 1, 1]]), Date.now() - 1)).toMatchObject({ reason: 'deadline' });
    expect(server?.asked).toHaveLength(calls);
    expect(await scorer.score(featureMatrixOf([[1, 1, 1]]), Date.now() + 60)).toMatchObject({ reason: 'deadline' });
    resolve(undefined);
  });

  test.each([
    ['refused', { status: 500, body: '{"error":"out of memory"}' }],
    ['invalid-answer', { status: 200, body: 'no json' }],
    ['invalid-answer', { status: 200, body: '{"outputs":[null]}' }],
    ['invalid-answer', { status: 200, body: 'null' }],
    ['invalid-answer', { status: 200, body: '{"outputs":[{"name":"scores","datatype":"FP32","data":[1,2,3]}]}' }],
    ['invalid-answer', { status: 200, body: '{"outputs":[{"name":"scores","datatype":"INT64","data":[1]}]}' }],
    ['invalid-answer', { status: 200, body: '{}', headers: { 'inference-header-content-length': '99' } }],
    ['invalid-answer', { status: 200, body: '{}', headers: { 'inference-header-content-length': 'x' } }],
  ])('an answer that is no use is %s', async (reason, instead) => {
    const { scorer, server } = await opened('open-inference');
    if (server) server.behaviour.instead = instead;
    expect(await scorer.score(featureMatrixOf([[1, 1, 1]]), later())).toMatchObject({ ok: false, reason });
  });

  test('a server that is gone is unreachable, for a call and for a load', async () => {
    const { scorer, server } = await opened('open-inference');
    await server?.close();
    expect(await scorer.score(featureMatrixOf([[1, 1, 1]]), later())).toMatchObject({ reason: 'unreachable' });
    const registry = buildRegistry();
    cleanups.push(registry.remove);
    registry.addRanker(ranker);
    const pool = new Pool(server?.url ?? 'http://127.0.0.1:1');
    cleanups.push(() => pool.destroy());
    const runtime = { now: Date.now, loadTimeoutMs: 60_000, server: { pool, now: Date.now } };
    const address = { registry: registry.folder, name: 'ranker', version: 'v1' };
    expect(await loadRanker(address, runtime)).toMatchObject({ ok: false, reason: 'unreachable' });
  });
});
