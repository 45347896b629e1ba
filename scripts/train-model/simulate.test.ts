import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseModelCard } from '../../services/ranking/src/model/model-card.ts';
import { committedSeed, simulate } from './simulate.ts';
import { modelInputs } from './training-rows.ts';
import { toLibsvm } from './xgboost.ts';

const read = (path: string) => readFileSync(new URL(`../../services/${path}`, import.meta.url), 'utf8');
const simulation = simulate(committedSeed);
const card = parseModelCard(read('ranking/model/card.json'));

test('The committed snapshot and request log are what the simulator makes from the committed seed', () => {
  expect(JSON.parse(read('features/seed/snapshot.json'))).toEqual(simulation.served);
  expect(read('ranking/bench/requests.jsonl')).toBe(simulation.requestLog);
});

test('The model on the card was trained on exactly these rows, with these inputs', () => {
  const trainingData = createHash('sha256').update(toLibsvm(simulation.trainingGroups)).digest('hex');
  expect(card.training.dataSha256).toBe(trainingData);
  expect(card.inputs).toEqual(modelInputs);
  expect(card.holdOut.groups).toBe(simulation.holdOutGroups.length);
});

test('Simulated data says that it is simulated, wherever it goes', () => {
  expect(simulation.served.label).toMatch(/^Simulated/);
  expect(card.training.data).toMatch(/^Simulated/);
  expect(card.holdOut.data).toMatch(/^Simulated/);
});

test('The model orders unseen simulated listeners better than popularity does, and that better than chance', () => {
  const { model, popularity, random } = card.holdOut.ndcgAt10;
  expect(model).toBeGreaterThan(popularity);
  expect(popularity).toBeGreaterThan(random);
});
