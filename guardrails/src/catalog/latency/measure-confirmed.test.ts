import { expect, it } from 'vitest';
import { buildBlocks, buildEvidence } from './fixtures/build-samples.ts';
import type { Measurement } from './latency-evidence.ts';
import { parseLimits } from './limits.ts';
import { measureConfirmed } from './measure-confirmed.ts';
import type { MeasureOptions } from './measure-service.ts';

const measured = (parts: Partial<Measurement>): Measurement => {
  const { measurement } = buildEvidence(parts);
  if (measurement === null) throw new Error('the builder gives a measurement');
  return measurement;
};
const slow = measured({ blocks: buildBlocks({ seed: 1, factor: 2 }) });
const alike = measured({ blocks: buildBlocks({ seed: 2 }) });
const broken = measured({ failures: [{ side: 'head', stage: 'start', why: 'ended', lastLines: [] }] });

/** Answers the given measurements one after the other, and counts how often it was asked. */
const measureWith = async (...answers: readonly Measurement[]) => {
  let asked = 0;
  const options = {
    isNew: false,
    limits: parseLimits({ budgets: {}, maxRegression: { p50: '10%', p99: '25%' } }),
  } as unknown as MeasureOptions;
  const answer = await measureConfirmed(options, () => {
    const next = answers[asked];
    asked += 1;
    return next === undefined ? Promise.reject(new Error('asked once too often')) : Promise.resolve(next);
  });
  return { answer, asked };
};

it('measures once where head is not shown to be too slow', async () => {
  expect(await measureWith(alike)).toEqual({ answer: alike, asked: 1 });
});

it('measures again where head is shown to be too slow, and the second measurement counts', async () => {
  expect(await measureWith(slow, slow)).toEqual({ answer: slow, asked: 2 });
  expect(await measureWith(slow, alike)).toEqual({ answer: alike, asked: 2 });
});

it('needs no second look at a server that does not start', async () => {
  expect(await measureWith(broken)).toEqual({ answer: broken, asked: 1 });
});
