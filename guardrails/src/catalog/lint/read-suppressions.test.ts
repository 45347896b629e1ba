import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSuppressions } from './read-suppressions.ts';

const read = (text: string, path = 'a.tsx') =>
  readSuppressions(path, text).map(({ directive, line }) => [directive, line]);

describe('readSuppressions', () => {
  it('finds each way to silence a linter', () => {
    const text = [
      '/* eslint-disable */',
      '// eslint-disable-next-line no-console -- because',
      'run(); // eslint-disable-line',
      '/* eslint no-console: "off" */',
      '// oxlint-disable-next-line no-console',
      '// biome-ignore lint/suspicious/noExplicitAny: later',
      'call(/* eslint-disable-line no-var */ 1);',
      '/*',
      ' * eslint-disable no-var',
      ' */',
      '/** eslint-disable no-eval */',
    ].join('\n');
    expect(read(text)).toEqual([
      ['eslint-disable', 1],
      ['eslint-disable-next-line', 2],
      ['eslint-disable-line', 3],
      ['eslint', 4],
      ['oxlint-disable-next-line', 5],
      ['biome-ignore', 6],
      ['eslint-disable-line', 7],
      ['eslint-disable', 8],
      ['eslint-disable', 11],
    ]);
  });

  it('finds each way to hide code from coverage, and takes its end for none', () => {
    const text = [
      '/* istanbul ignore next */',
      '/* istanbul ignore if: never */',
      '/* v8 ignore start */',
      '/* v8 ignore stop */',
      '/* c8 ignore next 3 */',
    ].join('\n');
    expect(read(text)).toEqual([
      ['istanbul ignore next', 1],
      ['istanbul ignore if', 2],
      ['v8 ignore start', 3],
      ['c8 ignore next', 5],
    ]);
  });

  it('takes no text for a comment', () => {
    expect(
      read('const a = "// eslint-disable-line"; const b = `/* eslint-disable */`; const c = /\\/\\/ eslint-disable/;'),
    ).toEqual([]);
    expect(read('const page = <p>// eslint-disable-line</p>;')).toEqual([]);
  });

  it('takes no other mention for a directive, and no rule that is switched on', () => {
    expect(read('// see eslint-disable in the docs\n/* eslint-enable */\n// eslint: fine\n// biome-ignored')).toEqual(
      [],
    );
    expect(read('/* eslint no-console: "error" */\n/* eslint no-console: [2, {}] */')).toEqual([]);
  });

  it('finds them in every dialect, also when the file cannot be parsed', () => {
    expect(read('<T>x; // eslint-disable-line', 'a.ts')).toEqual([['eslint-disable-line', 1]]);
    expect(read('module.exports = 1; // eslint-disable-line', 'a.cjs')).toEqual([['eslint-disable-line', 1]]);
    expect(read('const = (\n// eslint-disable-line\n', 'a.ts')).toEqual([['eslint-disable-line', 2]]);
  });

  it('keeps the whole comment on one line, so that a moved one can be recognised', () => {
    const [found] = readSuppressions('a.ts', 'if (a) {\n    // eslint-disable-next-line   no-var\n}');
    expect(found?.text).toBe('// eslint-disable-next-line no-var');
  });

  it('never throws, and names only lines that are there', () => {
    const piece = fc.constantFrom('// eslint-disable', '/*', '*/', '`', '"', '{', '\n', 'const a = 1;', '</', '<b>');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join(' ');
        const count = text.split('\n').length;
        for (const { line } of readSuppressions('a.tsx', text)) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(count);
        }
      }),
    );
  });
});
