import { expect, test } from 'vitest';
import { assignArms, changesOf, problemsWithExperiments, type Experiment } from './experiments.ts';

const experiment = (given: Partial<Experiment> = {}): Experiment => ({
  id: 'variety',
  why: 'for a test',
  sharePercent: 100,
  arms: [
    { id: 'control', weight: 1, changes: {} },
    { id: 'more', weight: 3, changes: { repeatedArtistPenalty: 0.5 } },
  ],
  ...given,
});
const listeners = Array.from({ length: 8000 }, (_, at) => `user-${at}`);
const armsOf = (one: Experiment) => listeners.map((listener) => assignArms([one], listener)['variety']);

test('Everybody has one arm, always the same, and the weights decide how many have which', () => {
  const arms = armsOf(experiment());
  expect(armsOf(experiment())).toEqual(arms);
  expect(arms.filter((arm) => arm === undefined)).toEqual([]);
  expect(Math.abs(arms.filter((arm) => arm === 'more').length / listeners.length - 0.75)).toBeLessThan(0.02);
});

test('A share lets that many in, and a larger one moves nobody who was in', () => {
  const tenth = armsOf(experiment({ sharePercent: 10 }));
  const half = armsOf(experiment({ sharePercent: 50 }));
  expect(Math.abs(tenth.filter(Boolean).length / listeners.length - 0.1)).toBeLessThan(0.015);
  expect(tenth.map((arm, at) => arm === undefined || arm === half[at]).every(Boolean)).toBe(true);
  expect(armsOf(experiment({ sharePercent: 0 })).filter(Boolean)).toEqual([]);
});

test('The arm does not depend on whether one is near the edge of the share', () => {
  const inTenth = armsOf(experiment({ sharePercent: 10 })).filter(Boolean);
  expect(Math.abs(inTenth.filter((arm) => arm === 'more').length / inTenth.length - 0.75)).toBeLessThan(0.05);
});

test('The changes of all arms come together; an arm that nobody has changes nothing', () => {
  const other = experiment({ id: 'fresh', arms: [{ id: 'b', weight: 1, changes: { freshnessWeight: 2 } }] });
  expect(changesOf([experiment(), other], { variety: 'more', fresh: 'b' })).toEqual({
    repeatedArtistPenalty: 0.5,
    freshnessWeight: 2,
  });
  expect(changesOf([experiment()], { variety: 'no-such-arm' })).toEqual({});
  expect(changesOf([experiment()], { constructor: 'more' })).toEqual({});
});

test('Experiments that would disturb each other are named, and so are repeated names', () => {
  const twoArms = experiment({ id: 'twice', arms: [experiment().arms[0], experiment().arms[0]].filter((it) => !!it) });
  expect(problemsWithExperiments([experiment()])).toEqual([]);
  expect(problemsWithExperiments([experiment(), experiment({ id: 'other' })])).toEqual([
    'two experiments change repeatedArtistPenalty: neither would measure what it says',
  ]);
  expect(problemsWithExperiments([twoArms, experiment({ id: 'twice' })])).toEqual([
    'there are two experiments "twice"',
    'experiment "twice" has two arms "control"',
  ]);
});
