import { expect, test } from 'vitest';
import { computeFeatures } from './compute-features.ts';
import { featureNames, type FeatureName, type FeatureRow } from './feature-names.ts';
import type { FeatureSnapshot } from './records.ts';

const snapshot: FeatureSnapshot = {
  version: 'test',
  items: new Map([
    ['song', { kind: 'track', artist: 'ada', plays: 90, skips: 10, saves: 5, follows: new Map([['hit', 0.25]]) }],
    ['hit', { kind: 'track', artist: 'bo', plays: 0, skips: 0, saves: 0, follows: new Map() }],
  ]),
  users: new Map([
    [
      'listener',
      {
        plays: 40,
        skips: 25,
        playsByArtist: new Map([['ada', 10]]),
        playsByKind: new Map([['track', 30]]),
        items: new Map([['song', { plays: 3, hoursAgo: 1.5 }]]),
      },
    ],
  ]),
};

const value = (row: FeatureRow | undefined, name: FeatureName) => row?.[featureNames.indexOf(name)];
const ask = (user: string, ...items: string[]) => computeFeatures(snapshot, { user, currentItem: 'hit', items });

test('A row has one value a name, and rows come in the order asked, repeats included', () => {
  const rows = ask('listener', 'hit', 'song', 'hit');
  expect(rows.map((row) => row.length)).toEqual([featureNames.length, featureNames.length, featureNames.length]);
  expect(rows[0]).toEqual(rows[2]);
  expect(rows[1]).not.toEqual(rows[0]);
});

test('What a listener and an item have in common is counted as shares of the whole history', () => {
  const [row] = ask('listener', 'song');
  expect(value(row, 'item_popularity')).toBeCloseTo(Math.log(91));
  expect(value(row, 'item_skip_rate')).toBeCloseTo(0.1);
  expect(value(row, 'user_artist_affinity')).toBe(0.25);
  expect(value(row, 'user_kind_affinity')).toBe(0.75);
  expect(value(row, 'user_skip_rate')).toBe(0.5);
  expect(value(row, 'user_item_plays')).toBeCloseTo(Math.log(4));
  expect(value(row, 'hours_since_last_played')).toBe(1.5);
  expect(value(row, 'co_listening')).toBe(0.25);
});

test('An item that was never played has rates of 0, and no time since the last play', () => {
  const [row] = ask('listener', 'hit');
  expect(value(row, 'item_skip_rate')).toBe(0);
  expect(value(row, 'user_artist_affinity')).toBe(0);
  expect(value(row, 'hours_since_last_played')).toBeNull();
});

test('Of an unknown item only what depends on the listener alone is known', () => {
  const [row] = ask('listener', 'new');
  const known = featureNames.filter((name) => value(row, name) !== null);
  expect(known).toEqual(['user_skip_rate', 'user_item_plays']);
});

test('Of an unknown listener only what depends on the items alone is known', () => {
  const [row] = ask('stranger', 'song');
  const known = featureNames.filter((name) => value(row, name) !== null);
  expect(known).toEqual(['item_popularity', 'item_skip_rate', 'item_save_rate', 'co_listening']);
});

test('Names of prototype properties are unknown listeners and items like any other', () => {
  const [row] = ask('__proto__', 'constructor');
  expect(row).toEqual(featureNames.map(() => null));
});
