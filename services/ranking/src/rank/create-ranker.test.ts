import { expect, test } from 'vitest';
import type { RankingAppParts } from '../app.ts';
import { buildParts, buildRanker, buildRequest, buildScorer, type BuiltModels } from './ranker.builder.ts';

const occasion = (deadlineMs = 1250) => ({ deadlineMs, exposureId: 'exposure-1' });

const rankWith = async (given: Partial<RankingAppParts> & BuiltModels, deadlineMs = 1250) => {
  const parts = buildParts(given);
  const answer = await buildRanker(parts)(buildRequest(3), occasion(deadlineMs));
  return { answer, ids: answer.cards.map(({ id }) => id), metrics: await parts.metrics.registry.metrics() };
};

const byModel = ['track-1', 'track-2', 'track-3'];
const byPopularity = ['track-3', 'track-2', 'track-1'];

test('With features and time, the model decides the order, and the answer names it', async () => {
  const { answer, ids, metrics } = await rankWith({});
  expect(ids).toEqual(byModel);
  expect(answer).toMatchObject({ modelVersion: 'test-model', degradation: 'none' });
  expect(answer).not.toHaveProperty('degradationCause');
  expect(metrics).toContain('ranking_answers_total{degradation="none"} 1');
});

test('Without features the order is that of popularity, and the answer, and a metric, say so', async () => {
  const { answer, ids, metrics } = await rankWith({ features: () => Promise.resolve(undefined) });
  expect(ids).toEqual(byPopularity);
  expect(answer).toMatchObject({ degradation: 'popularity', degradationCause: 'features-unavailable' });
  expect(metrics).toContain('ranking_answers_total{degradation="popularity"} 1');
  expect(metrics).toContain('ranking_degraded_answers_total{cause="features-unavailable"} 1');
});

test('When features leave less than a model call needs, the model is not called', async () => {
  let nowMs = 1000;
  let calls = 0;
  const parts = buildParts();
  const { answer, ids } = await rankWith({
    now: () => nowMs,
    features: (request, deadlineMs) => {
      nowMs = 1231;
      return parts.features(request, deadlineMs);
    },
    scorer: buildScorer({ score: (matrix, until) => ((calls += 1), buildScorer().score(matrix, until)) }),
  });
  expect(ids).toEqual(byPopularity);
  expect(answer).toMatchObject({ degradation: 'popularity', degradationCause: 'budget-short' });
  expect(calls).toBe(0);
});

test('Features are asked for early enough that the fallback is still in time', async () => {
  const deadlines: number[] = [];
  await rankWith({ features: (_request, deadlineMs) => (deadlines.push(deadlineMs), Promise.resolve(undefined)) });
  expect(deadlines).toEqual([1245]);
});

test('A model that fails degrades the answer instead of losing it', async () => {
  const scorer = buildScorer({ score: () => Promise.resolve({ ok: false, reason: 'failed', detail: 'corrupt' }) });
  const { answer, ids } = await rankWith({ scorer });
  expect(ids).toEqual(byPopularity);
  expect(answer).toMatchObject({ degradation: 'popularity', degradationCause: 'model-failed' });
});

test('When the deadline has passed by the time the features came, the answer is the coded error', async () => {
  let nowMs = 1000;
  const late = rankWith({ now: () => nowMs, features: () => ((nowMs = 1250), Promise.resolve(undefined)) });
  await expect(late).rejects.toMatchObject({ code: 'request/deadline-exceeded' });
});

test('The view has as many cards as asked for, and 12 tracks at most', async () => {
  const rank = buildRanker(buildParts());
  expect((await rank(buildRequest(40, { limit: 5 }), occasion())).cards).toHaveLength(5);
  expect((await rank(buildRequest(40), occasion())).cards).toHaveLength(12);
});

test('The same request gives the same answer', async () => {
  const rank = buildRanker(buildParts());
  expect(await rank(buildRequest(50), occasion())).toEqual(await rank(buildRequest(50), occasion()));
});
