import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEscapes } from './read-escapes.ts';

const read = (text: string, path = 'a.ts') => readEscapes(text, path).escapes.map(({ kind, line }) => [kind, line]);

describe('readEscapes', () => {
  it('finds each way round the type checker, on its line', () => {
    const text = [
      '// @ts-nocheck',
      'const a: any = 1;',
      'const b = a as any;',
      'const c = a as unknown as string;',
      'const d = c!.length;',
      '// @ts-ignore: later',
      'call(/* @ts-expect-error */ 1);',
      'const e: Map<string, any[]> = <any>d;',
      'const f = (a as any) as string;',
      'const g = (',
      '  a',
      ') as any;',
    ].join('\n');
    expect(read(text)).toEqual([
      ['ts-nocheck', 1],
      ['any', 2],
      ['as-any', 3],
      ['as-unknown-as', 4],
      ['non-null', 5],
      ['ts-ignore', 6],
      ['ts-expect-error', 7],
      ['any', 8],
      ['as-any', 8],
      ['as-any', 9],
      ['as-any', 12],
    ]);
  });

  it('takes neither text nor other syntax for one', () => {
    const text = [
      'const a = "x as any"; const b = `${a} // @ts-ignore`; const c = /a!/;',
      '// any of these may be any; see @ts-ignore in the docs',
      'if (!a && b !== c) throw new Error("any!");',
      'let later!: string; class C { field!: string; any = 1; }',
      'const d = a as unknown; const e = b as const; const any = 1; any;',
      'type T = { any: string; unknown: unknown };',
    ].join('\n');
    expect(read(text)).toEqual([]);
  });

  it('finds comments alone in JavaScript, and what JSX shows is none', () => {
    expect(read('// @ts-nocheck\nmodule.exports = 1;', 'a.cjs')).toEqual([['ts-nocheck', 1]]);
    expect(read('const page = <p>// @ts-ignore any</p>;', 'a.tsx')).toEqual([]);
  });

  it('says of a file that does not parse that it was not read', () => {
    expect(readEscapes('const = ( as any', 'a.ts')).toEqual({ escapes: [], isRead: false });
  });

  it('never throws, and names only lines that are there', () => {
    const piece = fc.constantFrom(
      'a as any',
      '(',
      ')',
      'x!',
      '// @ts-ignore\n',
      '`',
      '"',
      '<any>',
      ';\n',
      'type A = any',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join(' ');
        const count = text.split('\n').length;
        for (const { line } of readEscapes(text, 'a.ts').escapes) expect(line <= count && line > 0).toBe(true);
      }),
    );
  });
});
