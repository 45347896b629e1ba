import { expect, test } from 'vitest';
import { buildScored } from './candidate.builder.ts';
import { reasonsFor } from './reasons.ts';

const current = { id: 'now', artist: 'cy' };

test.each([
  ['current-artist', buildScored({ artist: 'cy' })],
  ['played-together', buildScored({}, 0, { co_listening: 0.05 })],
  ['favourite-artist', buildScored({}, 0, { user_artist_affinity: 0.1 })],
  ['played-before', buildScored({}, 0, { user_item_plays: Math.log1p(2) })],
  ['new-release', buildScored({ ageDays: 28 })],
  ['popular', buildScored({ popularity: 0.7 })],
])('The reason %s is given when its rule just holds', (reason, scored) => {
  expect(reasonsFor(scored, current)).toEqual([reason]);
});

test('What is unknown gives no reason', () => {
  expect(reasonsFor(buildScored(), current)).toEqual([]);
});

test('At most two reasons are given, the most telling ones first', () => {
  const scored = buildScored({ artist: 'cy', ageDays: 1, popularity: 1 }, 0, { co_listening: 1 });
  expect(reasonsFor(scored, current)).toEqual(['current-artist', 'played-together']);
});
