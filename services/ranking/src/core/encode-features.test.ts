import { expect, test } from 'vitest';
import { buildCandidate } from './candidate.builder.ts';
import { encodeFeatures, signalsOf } from './encode-features.ts';

const current = { id: 'now', artist: 'ada' };
const served = {
  names: ['plays', 'skips'],
  rows: [
    [1, null],
    [3, 4],
  ],
};
const inputs = (...names: string[]) => names.map((name) => ({ name, default: null }));
const encode = (names: string[], candidates = [buildCandidate(), buildCandidate({ id: 'track-2', artist: 'bo' })]) =>
  encodeFeatures({ inputs: inputs(...names), candidates, current, served });

test('Columns follow the model, whatever order the features service answers in', () => {
  const { values, rowCount, columnCount } = encode(['skips', 'plays']);
  expect([rowCount, columnCount]).toEqual([2, 2]);
  expect([...values]).toEqual([Number.NaN, 1, 4, 3]);
});

test('What nobody gave is missing, or the default of the input', () => {
  expect([...encode(['no_such_feature']).values]).toEqual([Number.NaN, Number.NaN]);
  const withDefault = { inputs: [{ name: 'skips', default: 7 }], candidates: [buildCandidate()], current, served };
  expect([...encodeFeatures(withDefault).values]).toEqual([7]);
});

test('Features that need the request alone come from it: age, popularity, artist and kind', () => {
  const names = ['age_days', 'source_popularity', 'is_current_artist', 'kind_track', 'kind_podcast'];
  const { values } = encode(names, [
    buildCandidate({ ageDays: 3, popularity: 0.5 }),
    buildCandidate({ kind: 'podcast', artist: 'bo' }),
  ]);
  expect([...values]).toEqual([3, 0.5, 1, 1, 0, Number.NaN, Number.NaN, 0, 0, 1]);
});

test('A signal is the served value of its row, and null where there is none', () => {
  expect(signalsOf(served, 1)('skips')).toBe(4);
  expect([signalsOf(served, 0)('skips'), signalsOf(served, 0)('other'), signalsOf(served, 9)('plays')]).toEqual([
    null,
    null,
    null,
  ]);
});
