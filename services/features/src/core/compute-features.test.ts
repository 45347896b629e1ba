import { expect, test } from 'vitest';
import { computeFeatures } from './compute-features.ts';
import { featureNames, type FeatureName, type FeatureRow } from './feature-names.ts';
import { createEmptySnapshot, createItemRecord, createUserRecord, type FeatureSnapshot } from './records.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nowMs = Date.UTC(2026, 0, 3, 22, 30);

const snapshot: FeatureSnapshot = {
  ...createEmptySnapshot('test', 90 * dayMs),
  asOfMs: nowMs,
  items: new Map([
    [
      'song',
      {
        ...createItemRecord('track', 'ada'),
        ...{ plays: 90, skips: 10, saves: 5, seeks: 20, recentPlays: 8, updatedAtMs: nowMs - 7 * dayMs },
        follows: new Map([['hit', 22.5]]),
      },
    ],
    ['hit', createItemRecord('track', 'bo')],
    ['heard', { ...createItemRecord(null, null), plays: 1, updatedAtMs: nowMs }],
    ['old', { ...createItemRecord('track', 'ada'), plays: 50, updatedAtMs: nowMs - 91 * dayMs }],
  ]),
  users: new Map([
    [
      'listener',
      {
        ...createUserRecord(nowMs - 2 * hourMs),
        ...{ plays: 40, skips: 25, recentOutcomes: [1, 1, 0, 1] },
        playsByArtist: new Map([['ada', 10]]),
        playsByKind: new Map([['track', 30]]),
        items: new Map([['song', { plays: 3, lastPlayedAtMs: nowMs - 1.5 * hourMs, isSaved: true }]]),
      },
    ],
    ['gone', { ...createUserRecord(nowMs - 91 * dayMs), plays: 4 }],
  ]),
};

const value = (row: FeatureRow | undefined, name: FeatureName) => row?.[featureNames.indexOf(name)];
const ask = (user: string, ...items: string[]) => computeFeatures(snapshot, { user, currentItem: 'hit', items });
const knownOf = (row: FeatureRow | undefined) => featureNames.filter((name) => value(row, name) !== null);

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

test('What happened lately counts more than what happened long ago', () => {
  const [row] = ask('listener', 'song');
  expect(value(row, 'item_recent_plays')).toBeCloseTo(Math.log(5));
  expect(value(row, 'item_seek_rate')).toBeCloseTo(0.2);
  expect(value(row, 'user_recent_skip_rate')).toBe(0.75);
  expect(value(row, 'user_item_is_saved')).toBe(1);
  expect(value(row, 'user_hours_since_active')).toBe(2);
});

test('The hour and the weekend are those of the listener, and unknown when nobody says where that is', () => {
  const [abroad] = computeFeatures(snapshot, { user: 'x', currentItem: 'y', items: ['z'], utcOffsetMinutes: 26 * 60 });
  expect(value(abroad, 'context_hour')).toBe(0);
  const context = (utcOffsetMinutes: number) => {
    const [row] = computeFeatures(snapshot, { user: 'x', currentItem: 'y', items: ['z'], utcOffsetMinutes });
    return [value(row, 'context_hour'), value(row, 'context_is_weekend')];
  };
  expect(context(0)).toEqual([22, 1]);
  expect(context(90)).toEqual([0, 1]);
  expect(context(-23 * 60)).toEqual([23, 0]);
  expect(value(ask('listener', 'song')[0], 'context_hour')).toBeNull();
});

test('An item that was never played has rates of 0, and no time since the last play', () => {
  const [row] = ask('listener', 'hit');
  expect(value(row, 'item_skip_rate')).toBe(0);
  expect(value(row, 'user_artist_affinity')).toBe(0);
  expect(value(row, 'hours_since_last_played')).toBeNull();
});

test('Of an unknown item only what depends on the listener alone is known', () => {
  const known = knownOf(ask('listener', 'new')[0]);
  expect(known).toEqual([
    'user_skip_rate',
    'user_item_plays',
    'user_recent_skip_rate',
    'user_item_is_saved',
    'user_hours_since_active',
  ]);
});

test('Of an unknown listener only what depends on the items alone is known', () => {
  const known = knownOf(ask('stranger', 'song')[0]);
  expect(known).toEqual([
    'item_popularity',
    'item_skip_rate',
    'item_save_rate',
    'co_listening',
    'item_recent_plays',
    'item_seek_rate',
  ]);
});

test('A listener whose history has expired is unknown, and an item whose counts have keeps what the catalogue says', () => {
  expect(ask('gone', 'song')).toEqual(ask('stranger', 'song'));
  const [row] = ask('listener', 'old');
  expect(value(row, 'item_popularity')).toBeNull();
  expect(value(row, 'user_artist_affinity')).toBe(0.25);
});

test('An item that the catalogue does not know has counts, and no affinities', () => {
  const [row] = ask('listener', 'heard');
  expect(value(row, 'item_popularity')).toBeCloseTo(Math.log(2));
  expect(value(row, 'user_artist_affinity')).toBeNull();
});

test('A clock that jumped back makes nothing younger than now', () => {
  const [row] = computeFeatures(snapshot, { user: 'listener', currentItem: 'hit', items: ['song'], at: 5 });
  expect(value(row, 'hours_since_last_played')).toBe(0);
  expect(value(row, 'user_hours_since_active')).toBe(0);
});

test('Names of prototype properties are unknown listeners and items like any other', () => {
  const [row] = ask('__proto__', 'constructor');
  expect(row).toEqual(featureNames.map(() => null));
});
