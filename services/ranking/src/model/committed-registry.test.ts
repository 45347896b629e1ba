import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { modelNames } from './create-model-slots.ts';
import { featureMatrixOf } from './feature-matrix.builder.ts';
import { loadNeighbours } from './load-neighbours.ts';
import { loadRanker, type RankerRuntime } from './load-ranker.ts';
import { buildInferenceServer } from './open-inference/inference-server.builder.ts';
import { readRankerPackage } from './read-package.ts';
import { readPointer } from './read-pointer.ts';
import { runtimes, type Runtime, type Scorer } from './scorer.ts';

const registry = fileURLToPath(new URL('../../../models/registry', import.meta.url));
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const servingAddress = async (name: string) => {
  const read = await readPointer(registry, name, undefined);
  if (read === 'unchanged' || !read.ok) throw new Error(`nothing serves as ${name}`);
  return { registry, name, version: read.pointer.full };
};

const readServing = async (name: string) => {
  const address = await servingAddress(name);
  const read = await readRankerPackage(address);
  if (!read.ok) throw new Error(read.detail);
  return { address, ...read };
};

const load = async (name: string, kind: Runtime): Promise<Scorer> => {
  const { address, card, file } = await readServing(name);
  const runtime: RankerRuntime = { now: Date.now, loadTimeoutMs: 60_000 };
  const server =
    kind === 'open-inference'
      ? await buildInferenceServer([{ name, version: card.version, file, columns: card.features.length }])
      : undefined;
  const pool = server && new Pool(server.url);
  cleanups.push(
    () => server?.close(),
    () => pool?.destroy(),
  );
  const loaded = await loadRanker(address, { ...runtime, server: pool && { pool, now: Date.now } });
  if (!loaded.ok) throw new Error(loaded.detail);
  cleanups.push(loaded.scorer.close);
  return loaded.scorer;
};

const later = () => Date.now() + 60_000;

describe.each([modelNames.full, modelNames.cheap])('The committed %s', (name) => {
  test.each(runtimes)('agrees with its trainer on every golden vector, by %s', async (kind) => {
    const { card, golden } = await readServing(name);
    const scorer = await load(name, kind);
    const answer = await scorer.score(featureMatrixOf(golden.vectors.map(({ features }) => features)), later());
    if (!answer.ok) throw new Error(answer.detail);
    const differences = golden.vectors.map(({ score }, row) => Math.abs(score - (answer.scores[row] ?? Number.NaN)));
    expect(Math.max(...differences)).toBeLessThanOrEqual(card.golden.tolerance);
    expect(card.golden.tolerance).toBeLessThanOrEqual(1e-5);
    expect(golden.vectors.filter(({ features }) => features.includes(null)).length).toBeGreaterThan(24);
    expect(new Set(golden.vectors.map(({ score }) => score)).size).toBeGreaterThan(50);
  });

  test('scores a row the same alone as among others, and the same by both runtimes', async () => {
    const { golden } = await readServing(name);
    const rows = golden.vectors.slice(0, 10).map(({ features }) => features);
    const [here, there] = [await load(name, 'onnxruntime'), await load(name, 'open-inference')];
    const together = await here.score(featureMatrixOf(rows), later());
    expect(await there.score(featureMatrixOf(rows), later())).toEqual(together);
    const alone = await Promise.all(rows.map((row) => here.score(featureMatrixOf([row]), later())));
    expect(together.ok && [...together.scores]).toEqual(alone.map((one) => one.ok && one.scores[0]));
  });
});

test('The full model is as large as one that is worth serving, the cheap one is far smaller, and both say that they are simulated', async () => {
  const [full, cheap] = await Promise.all([readServing(modelNames.full), readServing(modelNames.cheap)]);
  expect(full.card.trees).toBeGreaterThanOrEqual(100);
  expect(full.card.maxDepth).toBe(6);
  expect(cheap.card.trees * 10).toBeLessThanOrEqual(full.card.trees);
  expect([full.card.trainingData.simulated, cheap.card.trainingData.simulated]).toEqual([true, true]);
});

test('The committed neighbours are read, and know nothing of what they do not know', async () => {
  const loaded = await loadNeighbours(await servingAddress(modelNames.neighbours));
  if (!loaded.ok) throw new Error(loaded.detail);
  expect(loaded.neighbours('track-1').length).toBeGreaterThan(5);
  expect(loaded.neighbours('track-1')).not.toContain('track-1');
  expect([loaded.neighbours('no such item'), loaded.neighbours('__proto__')]).toEqual([[], []]);
});
