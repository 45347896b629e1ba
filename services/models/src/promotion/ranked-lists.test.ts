import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLists, renderLists } from './ranked-lists.ts';

const lists = {
  source: 'made by hand',
  names: ['a', 'b'],
  lists: [
    {
      current: 'x',
      items: ['y', 'z'],
      rows: [
        [1, null],
        [2, 3],
      ],
      labels: [0, 1],
    },
  ],
};

test('Lists come back as they were written', () => {
  expect(parseLists(renderLists(lists))).toEqual({ ok: true, lists });
});

test('A line that is no list, or not as wide as its names, is refused with its number', () => {
  const text = renderLists(lists);
  expect(parseLists(`${text}{}\n`)).toEqual({ ok: false, detail: 'line 3 is no list of 2 columns' });
  expect(parseLists(text.replace('[2,3]', '[2]'))).toEqual({ ok: false, detail: 'line 2 is no list of 2 columns' });
  expect(parseLists('')).toEqual({ ok: false, detail: 'line 1 is not {"source", "names"}' });
});

test('Any text is refused or read, never thrown at', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseLists(text).ok).toBe(false);
    }),
  );
});
