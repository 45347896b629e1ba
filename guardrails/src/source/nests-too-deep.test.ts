import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nestsTooDeep } from './nests-too-deep.ts';
import { parseSource } from './parse-source.ts';

const shapes: readonly (readonly [piece: string, before: string, after: string])[] = [
  ['[', '', ''],
  ['(', '', ''],
  ['{', '', ''],
  ['Array<', 'type A = ', ''],
  ['if(a)', '', 'b'],
  ['if(a){}else ', '', '{}'],
  ['1+', '', '1'],
  ['!', 'x = ', 'a'],
  ['a=>', 'x = ', 'a'],
  ['a?b:', 'x = ', 'c'],
  ['typeof ', 'x = ', 'a'],
  ['a.', 'x = ', 'a'],
];

describe('nestsTooDeep', () => {
  it.each(shapes)('tells a text that would end the parser’s process: %s 20,000 times', (piece, before, after) => {
    const text = before + piece.repeat(20_000) + after;
    expect(nestsTooDeep(text)).toBe(true);
    expect(parseSource(text, 'a.ts')).toEqual({ status: 'broken', why: 'it nests too deep' });
  });

  it.each(shapes)('lets a text be parsed that nests a little: %s 200 times', (piece, before, after) => {
    expect(nestsTooDeep(before + piece.repeat(200) + after)).toBe(false);
  });

  it('lets long code be parsed, with thousands of statements one after the other', () => {
    const text = Array.from({ length: 5000 }, (_, at) => `export const a${at} = [{ b: (1 + ${at}) * 2 }];\n`).join('');
    expect(nestsTooDeep(text)).toBe(false);
    expect(parseSource(text, 'a.ts').status).toBe('parsed');
  });

  it('never says it of balanced brackets that are not deep, however many there are', () => {
    const bracket = fc.constantFrom('()', '[]', '{}', '([]);', '{ a: [1] };');
    fc.assert(
      fc.property(fc.array(bracket, { maxLength: 50 }), (pieces) => {
        expect(nestsTooDeep(`${pieces.join('')};\n`.repeat(60))).toBe(false);
      }),
    );
  });
});
