import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sha256 } from '../package/sha256.ts';
import { toLibsvm } from '../ranker/xgboost.ts';
import { openRegistry } from '../registry/registry.ts';
import { createRandom } from '../simulator/random.ts';
import { simulate } from '../simulator/simulate.ts';
import { gatherRows, keepListeners } from './gather-rows.ts';
import { createRequestLog } from './request-log.ts';
import { committedPlan, servedListeners, splitListeners } from './train.ts';
import { createProposals } from './training-rows.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('What is committed is what the committed seed makes, through what the features service computes today', async () => {
  const simulation = simulate(committedPlan.simulation);
  const { snapshot, groups } = await gatherRows(simulation);
  const users = servedListeners(simulation, committedPlan);
  expect(read('features/seed/snapshot.json')).toBe(keepListeners(snapshot, users));
  const options = { requests: 60, users, propose: createProposals(createRandom(simulation.seed + 4), simulation) };
  expect(read('ranking/bench/requests.jsonl')).toBe(
    createRequestLog(createRandom(simulation.seed + 2), simulation, options),
  );

  const { training } = splitListeners(simulation, groups);
  const registry = openRegistry(fileURLToPath(new URL('../../registry', import.meta.url)));
  for (const { name } of committedPlan.rankers) {
    const serving = registry.serving(name);
    const content = serving.ok ? registry.read(name, serving.pointer.full) : serving;
    // When this differs, features changed what a model sees: train again, or the model is served what it did not learn from.
    expect(content.ok && content.content.card.trainingData.hash).toBe(sha256([...toLibsvm(training)].join('')));
  }
});
