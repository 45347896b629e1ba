import { expect, test } from 'vitest';
import { createKindCaps, maxCardsOfKind } from './caps.ts';
import { kinds } from './kinds.ts';

test('A kind has room until it has as many cards as its cap, and no other kind is touched', () => {
  const caps = createKindCaps({ ...maxCardsOfKind, merch: 2 });
  caps.add('merch');
  expect(caps.hasRoom('merch')).toBe(true);
  caps.add('merch');
  expect(caps.hasRoom('merch')).toBe(false);
  expect(caps.hasRoom('concert')).toBe(true);
});

test('Every kind may be shown at least once, and tracks most often', () => {
  expect(kinds.filter((kind) => !createKindCaps().hasRoom(kind))).toEqual([]);
  expect(Math.max(...Object.values(maxCardsOfKind))).toBe(maxCardsOfKind.track);
});
