import { expect, test } from 'vitest';
import { formatSimulation } from './format-simulation.ts';
import type { ViewRecord } from './simulation-record.ts';
import { summariseSimulation } from './summarise-simulation.ts';

const buildView = (given: Partial<Extract<ViewRecord['answer'], { isOk: true }>> = {}): ViewRecord => ({
  latencyMs: 5,
  answer: {
    isOk: true,
    degradation: 'none',
    cause: undefined,
    arms: { variety: 'more' },
    model: 'model-1',
    cardCount: 20,
    chosen: { kind: 'track', position: 2, sources: ['artist', 'popular'] },
    isSaved: false,
    ...given,
  },
});

const views = [
  buildView(),
  buildView({ chosen: undefined, arms: { variety: 'less' } }),
  buildView({ degradation: 'popularity', cause: 'features-unavailable', isSaved: true }),
  { latencyMs: 250, answer: { isOk: false, reason: 'deadline' } } satisfies ViewRecord,
];

const summary = summariseSimulation(views, [
  { isOk: true, accepted: 5, duplicates: 1 },
  { isOk: false, reason: 'features/log-full', lost: 3 },
]);

test('Choices are counted by degradation and by arm', () => {
  expect(summary.degradations['none']).toEqual({ views: 2, chosen: 0.5, saved: 0, reciprocalPosition: 0.5 });
  expect(summary.degradations['popularity']).toMatchObject({ views: 1, chosen: 1, saved: 1 });
  expect(Object.keys(summary.arms)).toEqual(['variety: less', 'variety: more']);
});

test('What failed, what was kept and what was lost is counted by reason', () => {
  expect(summary).toMatchObject({
    views: 4,
    failures: { deadline: 1 },
    causes: { 'features-unavailable': 1 },
    chosenSources: { artist: 2, popular: 2 },
    events: { accepted: 5, duplicates: 1, lost: { 'features/log-full': 3 } },
  });
});

test('The tables say that it was simulated, and show every part', () => {
  const text = formatSimulation(summary);
  expect(text).toContain('no evidence of quality');
  expect(text).toContain('| 4 | 5.0 | 250.0 | 250.0 | 1 deadline | 5 | 1 | 3 features/log-full |');
  expect(text).toContain('| variety: more | 2 | 100.0 % | 50.0 % | 0.50 |');
});

test('A simulation that saw nothing still has a summary', () => {
  expect(formatSimulation(summariseSimulation([], []))).toContain('| 0 | NaN | NaN | NaN | none | 0 | 0 | none |');
});
