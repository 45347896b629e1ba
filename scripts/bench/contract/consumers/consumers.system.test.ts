import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { measureConsumers } from './measure-consumers.ts';
import { renderPlainTypes } from './render-types.ts';
import { scoreConsumers } from './score-consumers.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/u, '');

test('Of 20 generated breaks at least 95 % of the places are found, and of those found at least 95 % are true', async () => {
  const measured = await measureConsumers({ seed: 7, breaks: 20, services: 4, renderTypes: renderPlainTypes, root });
  const { recall, precision } = scoreConsumers(measured);
  expect(recall.total).toBeGreaterThan(20);
  expect(recall.hits / recall.total).toBeGreaterThanOrEqual(0.95);
  expect(precision.hits / precision.total).toBeGreaterThanOrEqual(0.95);
}, 120_000);
