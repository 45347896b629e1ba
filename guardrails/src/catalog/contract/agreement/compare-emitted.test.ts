import { dump } from 'js-yaml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEmitted } from './compare-emitted.ts';

const document = { openapi: '3.1.0', paths: { '/cards': { get: { tags: ['a', 'b'] } } } };

describe('comparing a committed document with the emitted one', () => {
  it('sees no difference in key order, layout, or YAML instead of JSON', () => {
    const committed = JSON.stringify({ paths: document.paths, openapi: '3.1.0' });
    expect(compareEmitted('document', { committed, emitted: dump(document) })).toEqual({ differences: [], count: 0 });
  });

  it('names what differs by JSON pointer, with both values', () => {
    const emitted = JSON.stringify({ ...document, paths: { '/cards': { get: { tags: ['a', 'c'] } } } });
    expect(compareEmitted('document', { committed: JSON.stringify(document), emitted }).differences).toEqual([
      { at: '/paths/~1cards/get/tags/1', committed: 'b', emitted: 'c' },
    ]);
  });

  it('counts all differences and shows the first five', () => {
    const of = (value: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`k${at}`, value])));
    const { differences, count } = compareEmitted('document', { committed: of(1), emitted: of(2) });
    expect([differences.length, count]).toEqual([5, 9]);
  });

  it('takes a key that only one side has for a difference', () => {
    const { differences } = compareEmitted('document', { committed: '{"a":1}', emitted: '{"a":1,"b":[1]}' });
    expect(differences).toEqual([{ at: '/b', committed: null, emitted: '[1]' }]);
  });

  it('agrees with itself and finds any changed leaf', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, key) => {
        const committed = JSON.stringify({ value });
        expect(compareEmitted('document', { committed, emitted: JSON.stringify({ value }, null, 2) }).count).toBe(0);
        expect(
          compareEmitted('document', { committed, emitted: JSON.stringify({ value, [`x${key}`]: 1 }) }).count,
        ).toBe(1);
      }),
    );
  });
});

describe('comparing a committed client with the emitted one', () => {
  it('sees no difference in line ends and blanks at the end', () => {
    expect(compareEmitted('client', { committed: 'a \r\nb\r\n', emitted: 'a\nb' }).count).toBe(0);
  });

  it('names the first line that differs', () => {
    expect(compareEmitted('client', { committed: 'a\nb\nc', emitted: 'a\nB\nc' }).differences).toEqual([
      { at: 'line 2', committed: 'b', emitted: 'B' },
    ]);
    expect(compareEmitted('client', { committed: 'a', emitted: 'a\nb' }).differences).toEqual([
      { at: 'line 2', committed: null, emitted: 'b' },
    ]);
  });
});
