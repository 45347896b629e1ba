import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { trainingParameters, xgboostVersion } from '../ranker/xgboost.ts';
import { createRandom } from '../simulator/random.ts';
import { comparedModels } from './compared-models.ts';
import { evaluate } from './evaluate.ts';
import { parseRecords } from './seed-record.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

const isTrainerHere = await xgboostVersion().then(
  () => true,
  () => false,
);

/** Two tastes: users of each rate mostly items of their half. */
const writeData = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'models-evaluate-'));
  folders.push(folder);
  const random = createRandom(3);
  const rows = Array.from({ length: 60 }, (_, user) =>
    Array.from({ length: 60 }, (_unused, item) => {
      const isOwn = user % 2 === item % 2;
      return random.happens(isOwn ? 0.65 : 0.08) ? [`${user + 1}\t${item + 1}\t${isOwn ? 4 : 2}\t0`] : [];
    }).flat(),
  ).flat();
  mkdirSync(join(folder, 'ml-100k'));
  writeFileSync(
    join(folder, 'ml-100k/ml-100k.inter.gz'),
    gzipSync(`user_id:token\titem_id:token\n${rows.join('\n')}\n`),
  );
  return folder;
};

const secondStage = { ...trainingParameters, max_depth: 3, num_round: 5 };

test('Every model is measured on every seed, once: a second run goes on from the results; without the trainer it is refused early', async () => {
  const data = writeData();
  const results = join(data, 'out/splits.jsonl');
  const steps: string[] = [];
  const run = (seeds: number[]) =>
    evaluate({ data, sets: ['ml-100k'], seeds, results, secondStage }, (step) => steps.push(step));
  if (!isTrainerHere) {
    await expect(run([1])).rejects.toThrow('apt-get install xgboost');
    expect(steps).toEqual([]);
    return;
  }
  const verdict = await run([1]);
  const [summary] = verdict.summaries;
  expect(summary?.models.map(({ model }) => model)).toEqual(comparedModels);
  const ndcg = Object.fromEntries(summary?.models.map(({ model, ndcg: { mean } }) => [model, mean]) ?? []);
  expect(ndcg['EASE']).toBeGreaterThan(ndcg['popularity'] ?? 1);
  expect(verdict.ships).toBe('candidate-alone');

  // As a kill in the middle of writing the next line would leave it.
  const whole = readFileSync(results, 'utf8');
  writeFileSync(results, `${whole}${whole.slice(0, 50)}`);
  steps.splice(0);
  expect(await run([1])).toEqual(verdict);
  expect(steps).toEqual([]);
  await run([1, 2]);
  expect(parseRecords(readFileSync(results, 'utf8')).map(({ seed }) => seed)).toEqual([1, 2]);
  expect(steps.some((step) => step.includes('seed 1'))).toBe(false);
});
