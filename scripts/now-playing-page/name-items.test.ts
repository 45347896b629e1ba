import { expect, test } from 'vitest';
import { nameItems } from './name-items.ts';

test('No two tracks of a catalogue share a name, and the same id always has the same one', () => {
  const tracks = Array.from({ length: 300 }, (_, at) => ({ id: `track-${at}`, kind: 'track', artist: 'artist-1' }));
  const names = nameItems(tracks);
  expect(new Set(Object.values(names)).size).toBe(tracks.length);
  expect(nameItems(tracks.toReversed())).toEqual(names);
});

test('What belongs to an artist carries the name of the artist', () => {
  const performers = nameItems([{ id: 'artist-3', kind: 'performer' }]);
  const names = nameItems([
    { id: 'artist-9', kind: 'artist', artist: 'artist-3' },
    { id: 'concert-1', kind: 'concert', artist: 'artist-3' },
  ]);
  expect(names['artist-9']).toBe(performers['artist-3']);
  expect(names['concert-1']).toBe(`${performers['artist-3'] ?? ''}, live`);
});
