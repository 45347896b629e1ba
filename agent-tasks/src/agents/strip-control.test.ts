import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineReader } from './read-lines.ts';
import { stripControl } from './strip-control.ts';

describe('untrusted text', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a title of the window', '\u001b]0;pwned\u0007text', 'text'],
    ['a link', '\u001b]8;;https://x.example\u001b\\here\u001b]8;;\u001b\\', 'here'],
    ['a string that never ends', '\u001b]0;rest of it', ''],
    ['8-bit control sequences', '\u009b2Jgone', 'gone'],
    ['a line written over', 'fail\rpass', 'fail\npass'],
    ['Windows line ends', 'a\r\nb', 'a\nb'],
    ['marks of direction', 'abc\u202Edcba\u2066x\u2069', 'abcdcbax'],
    ['bell, zero and backspace', 'a\u0007\u0000b\u0008c', 'abc'],
  ])('loses %s', (_what, text, shown) => {
    expect(stripControl(text)).toBe(shown);
  });

  it('keeps line ends, tabs, letters and signs of every script', () => {
    expect(stripControl('a\tb\nπ 漢字 😀 – “x”')).toBe('a\tb\nπ 漢字 😀 – “x”');
  });

  it('holds nothing afterwards that a terminal acts on, and stays as it is the second time', () => {
    const pieces = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u001b', '[', ']', '31m', '\u0007', '\r', '\u009b')),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const shown = stripControl(parts.join(''));
        expect(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(shown)).toBe(false);
        expect(stripControl(shown)).toBe(shown);
      }),
    );
  });
});

describe('lines', () => {
  it('come whole, however the text is cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (chunks) => {
        const lines: string[] = [];
        const reader = createLineReader((line) => lines.push(line));
        chunks.forEach(reader.push);
        reader.end();
        const text = chunks.join('');
        const whole = text.split('\n');
        expect(lines).toEqual(whole.at(-1) === '' ? whole.slice(0, -1) : whole);
      }),
    );
  });
});
