import { describe, expect, it } from 'vitest';
import { readSuppressions } from './read-suppressions.ts';

const read = (text: string, path = 'a.tsx') =>
  readSuppressions(path, text).map(({ directive, line }) => [directive, line]);

describe('readSuppressions', () => {
  it('finds each way to silence ESLint and TypeScript', () => {
    const text = [
      '/* eslint-disable */',
      '// eslint-disable-next-line no-console -- because',
      'run(); // eslint-disable-line',
      '/* eslint no-console: "off" */',
      '// @ts-nocheck',
      '// @ts-ignore: later',
      'call(/* @ts-expect-error */ 1);',
      '/*',
      ' * eslint-disable no-var',
      ' */',
    ].join('\n');
    expect(read(text)).toEqual([
      ['eslint-disable', 1],
      ['eslint-disable-next-line', 2],
      ['eslint-disable-line', 3],
      ['eslint', 4],
      ['@ts-nocheck', 5],
      ['@ts-ignore', 6],
      ['@ts-expect-error', 7],
    ]);
  });

  it('takes no text for a comment', () => {
    expect(
      read('const a = "// eslint-disable-line"; const b = `/* @ts-ignore */`; const c = /\\/\\/ @ts-ignore/;'),
    ).toEqual([]);
    expect(read('const page = <p>// @ts-ignore</p>;')).toEqual([]);
  });

  it('takes no other mention for a directive', () => {
    expect(read('// see eslint-disable in the docs\n// @ts-ignored\n/* eslint-enable */\n// eslint: fine')).toEqual([]);
  });

  it('finds them in every dialect, also when the file cannot be parsed', () => {
    expect(read('<T>x; // @ts-ignore', 'a.ts')).toEqual([['@ts-ignore', 1]]);
    expect(read('module.exports = 1; // eslint-disable-line', 'a.cjs')).toEqual([['eslint-disable-line', 1]]);
    expect(read('const = (\n// @ts-ignore\n', 'a.ts')).toEqual([['@ts-ignore', 2]]);
  });

  it('keeps the whole comment on one line, so that a moved one can be recognised', () => {
    expect(readSuppressions('a.ts', 'if (a) {\n    // @ts-ignore   because\n}')[0]?.text).toBe('// @ts-ignore because');
  });
});
