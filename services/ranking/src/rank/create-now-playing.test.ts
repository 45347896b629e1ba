import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RankingAppParts } from '../app.ts';
import type { NowPlayingRequest } from '../contract.ts';
import type { Candidate } from '../core/candidate.ts';
import { createCatalogue } from '../core/catalogue.ts';
import type { Experiment } from '../core/experiments.ts';
import { kinds } from '../core/kinds.ts';
import { degradations } from '../core/ladder.ts';
import type { ExposureRecord } from '../exposure/exposure.ts';
import { createAnswerCache } from './answer-cache.ts';
import { createAnswerCount } from './count-answers.ts';
import { createNowPlaying } from './create-now-playing.ts';
import { createFindCandidates } from './find-candidates.ts';
import {
  buildItems,
  buildParts,
  buildRules,
  buildScorer,
  buildViewRequest,
  type BuiltModels,
} from './ranker.builder.ts';
import { createScoreWithin } from './score-within.ts';

const failing = buildScorer({ score: () => Promise.resolve({ ok: false, reason: 'failed', detail: 'corrupt' }) });
const cheap = buildScorer({ version: 'cheap-model-1' });

/** A view as the app puts it together, with what was exposed and clocks that can be moved. */
const buildView = (given: Partial<RankingAppParts> & BuiltModels = {}) => {
  const clock = { nowMs: 1000, elapsedMs: 1 };
  const exposed: ExposureRecord[] = [];
  const parts = buildParts({
    now: () => clock.nowMs,
    elapsed: () => clock.elapsedMs,
    exposures: { write: (record) => exposed.push(record), close: () => Promise.resolve() },
    ...given,
  });
  const fill = createNowPlaying({
    scoreWithin: createScoreWithin({ ...parts, rankers: parts.models }),
    count: createAnswerCount(parts.metrics),
    offerToShadow: () => undefined,
    exposures: parts.exposures,
    now: parts.now,
    rules: parts.view.rules,
    experiments: parts.view.experiments,
    findCandidates: createFindCandidates({ ...parts, ...parts.view, neighbours: parts.models.neighbours }),
    answers: createAnswerCache(parts.cache, parts.elapsed),
    isPreviewAllowed: parts.isPreviewAllowed,
  });
  const view = (request: Partial<NowPlayingRequest> = {}, budgetMs = 250) =>
    fill(buildViewRequest(request), { deadlineMs: clock.nowMs + budgetMs, exposureId: 'exposure-1' });
  return { view, exposed, clock, parts };
};

const viewOf = (items: Candidate[], given: Partial<RankingAppParts['view']> = {}): RankingAppParts['view'] => ({
  rules: buildRules(),
  experiments: [],
  catalogue: createCatalogue('test', items),
  ...given,
});

test('A view has cards that the service found itself, each with where it came from', async () => {
  const { view, parts } = buildView({ neighbours: (id) => (id === 'track-0' ? ['track-7', 'track-1'] : []) });
  const answer = await view({ limit: 50, recent: ['track-3'] });
  expect(answer).toMatchObject({
    model: { name: 'test', version: 'test-model' },
    rules: 'test-rules',
    arms: {},
    degradation: 'none',
  });
  expect(answer.cards).toHaveLength(12);
  const sourcesOf = new Map(answer.cards.map(({ id, sources }) => [id, sources]));
  expect(sourcesOf.get('track-7')).toContain('played-together');
  expect(sourcesOf.get('track-60')).toEqual(['popular']);
  const metrics = await parts.metrics.registry.metrics();
  expect(metrics).toContain('ranking_source_requests_total{source="played-together",outcome="some"} 1');
  expect(metrics).toContain('ranking_source_requests_total{source="continue-listening",outcome="none"} 1');
  expect(metrics).toContain('ranking_answers_total{degradation="none"} 1');
});

test('What was shown is exposed with everything that decided about it', async () => {
  const { view, exposed } = buildView();
  const answer = await view();
  expect(exposed).toEqual([
    {
      event: 'now-playing',
      id: 'exposure-1',
      at: 1000,
      user: 'user-1',
      current: 'track-0',
      model: { name: 'test', version: 'test-model' },
      degradation: 'none',
      arms: {},
      rules: 'test-rules',
      tookMs: 0,
      cards: answer.cards.map(({ id, sources }) => ({ id, sources })),
    },
  ]);
});

test.each([
  [250, 'none', undefined],
  [19, 'cheap-model', 'budget-short'],
  [9, 'popularity', 'budget-short'],
])('With %i ms left the rung is %s', async (budgetMs, degradation, cause) => {
  const { view, exposed, parts } = buildView({ cheapScorer: cheap });
  const answer = await view({}, budgetMs);
  expect([answer.degradation, answer.degradationCause]).toEqual([degradation, cause]);
  expect(exposed[0]).toMatchObject({ degradation, ...(cause ? { degradationCause: cause } : {}) });
  expect(await parts.metrics.registry.metrics()).toContain(`ranking_answers_total{degradation="${degradation}"} 1`);
});

test('The answer names the model that scored it', async () => {
  const { view } = buildView({ cheapScorer: cheap });
  expect((await view({}, 19)).model.version).toBe('cheap-model-1');
});

test('A model that fails leads to the cheap one, and when that fails too, to popularity', async () => {
  const one = buildView({ scorer: failing, cheapScorer: cheap });
  expect(await one.view()).toMatchObject({ degradation: 'cheap-model', degradationCause: 'model-failed' });
  const both = buildView({ scorer: failing, cheapScorer: failing });
  expect(await both.view()).toMatchObject({ degradation: 'popularity', degradationCause: 'model-failed' });
});

test('Without a model at all the views go on, and say that it is the model', async () => {
  const { view } = buildView({ scorer: undefined });
  const answer = await view();
  expect(answer).toMatchObject({
    model: { name: 'none', version: 'none' },
    degradation: 'popularity',
    degradationCause: 'model-failed',
  });
  expect(answer.cards[0]?.id).toBe('track-60');
});

test('Without features the last good answer to the same question is shown again, and not for longer than it may', async () => {
  const features = { isThere: true };
  const known = buildParts().features;
  const { view, clock, exposed } = buildView({
    features: (query, deadlineMs) => (features.isThere ? known(query, deadlineMs) : Promise.resolve(undefined)),
  });
  const good = await view();
  features.isThere = false;
  expect(await view()).toEqual({ ...good, degradation: 'cached', degradationCause: 'features-unavailable' });
  expect(exposed.at(-1)).toMatchObject({ degradation: 'cached' });
  expect((await view({ user: 'user-2' })).degradation).toBe('popularity');
  expect((await view({ limit: 3 })).degradation).toBe('popularity');
  clock.elapsedMs += 1001;
  expect((await view()).degradation).toBe('popularity');
});

test('Features that lately took longer than what is left are not waited for, and tried again a second later', async () => {
  let calls = 0;
  const known = buildParts().features;
  const { view, clock } = buildView({
    features: (query, deadlineMs) => {
      calls += 1;
      clock.elapsedMs += 300;
      return known(query, deadlineMs);
    },
  });
  await view();
  expect(calls).toBe(1);
  expect(await view()).toMatchObject({ degradation: 'cached', degradationCause: 'budget-short' });
  expect(calls).toBe(1);
  clock.elapsedMs += 1001;
  await view();
  expect(calls).toBe(2);
});

const experiments: Experiment[] = [
  {
    id: 'variety',
    why: 'a test',
    sharePercent: 100,
    arms: [
      { id: 'control', weight: 1, changes: {} },
      { id: 'one-track', weight: 1, changes: { maxCards: { track: 1 } } },
    ],
  },
];

test('An arm changes what its experiment says, and the answer and the exposure name it', async () => {
  const { view, exposed } = buildView({ view: viewOf(buildItems(30), { experiments }) });
  const users = Array.from({ length: 40 }, (_, at) => `user-${at}`);
  for (const user of users) {
    const { arms, cards } = await view({ user });
    expect(cards).toHaveLength(arms['variety'] === 'one-track' ? 1 : 12);
    expect(exposed.at(-1)?.arms).toEqual(arms);
  }
  expect(new Set(exposed.map(({ arms }) => arms['variety']))).toEqual(new Set(['control', 'one-track']));
});

test('A preview takes the arm and the rung asked for, and is neither exposed nor kept', async () => {
  const { view, exposed } = buildView({ view: viewOf(buildItems(30), { experiments }), cheapScorer: cheap });
  const arm = await view({ preview: { arms: { variety: 'one-track' } } });
  expect([arm.arms, arm.cards.length]).toEqual([{ variety: 'one-track' }, 1]);
  const rung = await view({ preview: { degradation: 'cheap-model' } });
  expect(rung).toMatchObject({ degradation: 'cheap-model', degradationCause: 'asked-for' });
  expect((await view({ preview: { degradation: 'cached' } })).degradation).toBe('popularity');
  expect(exposed).toEqual([]);
});

test.each([
  ['ranking/unknown-arm', { variety: 'nobody' }],
  ['ranking/unknown-arm', { constructor: 'control' }],
])('A preview of an arm that is none is answered %s', async (code, arms) => {
  const { view } = buildView({ view: viewOf(buildItems(3), { experiments }) });
  await expect(view({ preview: { arms } })).rejects.toMatchObject({ code });
});

test('Where previews are not allowed they are refused', async () => {
  const { view } = buildView({ isPreviewAllowed: false });
  await expect(view({ preview: {} })).rejects.toMatchObject({ code: 'ranking/preview-not-allowed' });
});

test('Rules leave out, push up and bury, by kind, id, artist and age', async () => {
  const rules = buildRules({
    rules: [
      { id: 'no-old', why: 'a test', when: { minAgeDays: 100 }, then: { exclude: true } },
      { id: 'push', why: 'a test', when: { ids: ['c'], artists: ['ada'] }, then: { addScore: 5 } },
      { id: 'bury', why: 'a test', when: { kinds: ['album'] }, then: { addScore: -5 } },
    ],
  });
  const items: Candidate[] = [
    { id: 'a', kind: 'album', artist: 'ada', popularity: 1 },
    { id: 'b', kind: 'track', artist: 'bo', popularity: 0.9, ageDays: 100 },
    { id: 'c', kind: 'track', artist: 'ada', popularity: 0.1 },
    { id: 'd', kind: 'track', artist: 'bo', popularity: 0.2, ageDays: 99 },
  ];
  const { view } = buildView({ view: viewOf(items, { rules }), scorer: undefined });
  expect((await view()).cards.map(({ id }) => id)).toEqual(['c', 'd', 'a']);
});

test('A source that lately took too long is passed over; what is popular never is', async () => {
  const clock = { elapsedMs: 0 };
  const { sources } = buildRules();
  const hasty = Object.entries(sources).map(([id, source]) => [id, { ...source, maxMs: 2 }]);
  const rules = buildRules({ sources: Object.fromEntries(hasty) as typeof sources });
  const { view, parts } = buildView({
    elapsed: () => (clock.elapsedMs += 3),
    view: viewOf(buildItems(60), { rules }),
  });
  await view();
  const { cards } = await view();
  expect(cards.length).toBeGreaterThan(0);
  const metrics = await parts.metrics.registry.metrics();
  expect(metrics).toContain('ranking_source_requests_total{source="artist",outcome="passed-over"} 1');
  expect(metrics).toContain('ranking_source_requests_total{source="popular",outcome="passed-over"} 0');
});

test('When the deadline has passed before the answer, it is the coded error, and nothing is exposed', async () => {
  const { view, clock, exposed } = buildView({
    features: () => ((clock.nowMs += 250), Promise.resolve(undefined)),
  });
  await expect(view()).rejects.toMatchObject({ code: 'request/deadline-exceeded' });
  expect(exposed).toEqual([]);
});

const items = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 5 }),
    kind: fc.constantFrom(...kinds),
    artist: fc.constantFrom('ada', 'bo', 'cy', '__proto__'),
    popularity: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { selector: ({ id }) => id, maxLength: 80 },
);
const request = fc.record({
  user: fc.string({ minLength: 1, maxLength: 8 }),
  current: fc.record({ id: fc.string({ minLength: 1, maxLength: 5 }), artist: fc.constantFrom('ada', 'cy') }),
  recent: fc.array(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 5 }),
  limit: fc.integer({ min: 1, max: 50 }),
});
const fault = fc.record({
  hasFeatures: fc.boolean(),
  scorer: fc.constantFrom(buildScorer(), failing, undefined),
  cheapScorer: fc.constantFrom(cheap, failing, undefined),
  budgetMs: fc.integer({ min: 1, max: 300 }),
});

test('Whatever fails and whatever is asked: an answer on a known rung, never what plays, the same again', async () => {
  await fc.assert(
    fc.asyncProperty(items, request, fault, async (given, asked, { hasFeatures, budgetMs, ...models }) => {
      const known = buildParts().features;
      const fill = () =>
        buildView({
          ...models,
          view: viewOf(given, { experiments }),
          ...(hasFeatures ? { features: known } : { features: () => Promise.resolve(undefined) }),
        }).view(asked, budgetMs);
      const answer = await fill();
      expect(degradations).toContain(answer.degradation);
      expect(answer.degradation === 'none').toBe(answer.degradationCause === undefined);
      const ids = answer.cards.map(({ id }) => id);
      expect(ids).not.toContain(asked.current.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeLessThanOrEqual(asked.limit);
      expect(answer.cards.filter(({ sources }) => sources.length === 0)).toEqual([]);
      expect(await fill()).toEqual(answer);
    }),
    { numRuns: 150 },
  );
});
