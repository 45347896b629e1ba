import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapText } from './wrap-text.ts';

describe('wrapText', () => {
  it('breaks at spaces and leaves a long path whole', () => {
    expect(wrapText('look at services/ranking/src/core/rerank.ts first', 20)).toEqual([
      'look at',
      'services/ranking/src/core/rerank.ts',
      'first',
    ]);
  });

  it('keeps a table as it is', () => {
    expect(wrapText('before\n  base   3.1 ms   and much more\nafter', 10)).toEqual([
      'before',
      '  base   3.1 ms   and much more',
      'after',
    ]);
  });

  it('loses no word', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 60 }), (text, width) => {
        const words = (value: string) => value.split(/\s+/).filter((word) => word !== '');
        expect(words(wrapText(text, width).join('\n'))).toEqual(words(text));
      }),
    );
  });
});
