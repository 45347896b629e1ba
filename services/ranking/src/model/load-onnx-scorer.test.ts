import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { featureMatrixOf } from './feature-matrix.builder.ts';
import { loadOnnxScorer } from './load-onnx-scorer.ts';
import { parseModelCard, type ModelCard } from './model-card.ts';

const committed = fileURLToPath(new URL('../../model', import.meta.url));
const card = parseModelCard(readFileSync(join(committed, 'card.json'), 'utf8'));
const { vectors } = JSON.parse(readFileSync(join(committed, card.golden.file), 'utf8')) as {
  vectors: { features: (number | null)[]; score: number }[];
};

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const copyModel = (change: Partial<ModelCard>, model?: Buffer): string => {
  const folder = mkdtempSync(join(tmpdir(), 'model-'));
  folders.push(folder);
  cpSync(committed, folder, { recursive: true });
  writeFileSync(join(folder, 'card.json'), JSON.stringify({ ...card, ...change }));
  if (model) writeFileSync(join(folder, 'model.onnx'), model);
  return folder;
};

test('The runtime that serves agrees with the trainer on every golden vector, missing values and thresholds included', async () => {
  const scorer = await loadOnnxScorer(committed);
  const scores = await scorer.score(featureMatrixOf(vectors.map(({ features }) => features)));
  const differences = vectors.map(({ score }, row) => Math.abs(score - (scores[row] ?? Number.NaN)));
  expect(Math.max(...differences)).toBeLessThanOrEqual(card.golden.tolerance);
  expect(vectors.filter(({ features }) => features.includes(null)).length).toBeGreaterThan(24);
  expect(new Set(vectors.map(({ score }) => score)).size).toBeGreaterThan(50);
});

test('A row scores the same alone as among others', async () => {
  const scorer = await loadOnnxScorer(committed);
  const rows = vectors.slice(0, 10).map(({ features }) => features);
  const together = await scorer.score(featureMatrixOf(rows));
  const alone = await Promise.all(rows.map((row) => scorer.score(featureMatrixOf([row]))));
  expect(alone.map(([score]) => score)).toEqual([...together]);
});

test('The model is as large as its card says it must be to be worth serving', () => {
  expect(card.trees).toBeGreaterThanOrEqual(100);
  expect(card.maxDepth).toBe(6);
  expect(card.training.data).toContain('Simulated');
});

test('A model that is not the one on its card is refused, and so is one of another width', async () => {
  await expect(loadOnnxScorer(copyModel({}, Buffer.from('not a model')))).rejects.toThrow('its card says');
  await expect(loadOnnxScorer(copyModel({ inputs: card.inputs.slice(1) }))).rejects.toThrow(
    'takes 20 columns, its card lists 19',
  );
});

test('A card that is wrong is refused with the place', async () => {
  await expect(loadOnnxScorer(copyModel({ trees: 0 }))).rejects.toThrow('the model card is wrong at /trees');
});
