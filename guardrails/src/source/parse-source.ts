import { parseSync, type ParseResult } from 'oxc-parser';
import { nestsTooDeep } from './nests-too-deep.ts';

/** The largest text that is parsed, in UTF-16 units: beyond it is data or generated code, not something a person reads. */
export const largestSource = 1_500_000;

/** A syntax tree, or why there is none. */
export type ParsedSource =
  | { readonly status: 'parsed'; readonly result: ParseResult }
  | { readonly status: 'too-large' }
  | { readonly status: 'broken'; readonly why: string };

/**
 * Parses JavaScript or TypeScript (by the extension) with oxc. Text that is too large, that nests deeper than the parser can follow or that
 * does not parse is told, not thrown. The tree itself is made only when `result.program` is read. Pure.
 */
export const parseSource = (text: string, path: string): ParsedSource => {
  if (text.length > largestSource) return { status: 'too-large' };
  if (nestsTooDeep(text)) return { status: 'broken', why: 'it nests too deep' };
  try {
    // JavaScript of some projects holds JSX or Flow; the first is read everywhere but in .ts, where `<T>x` is a cast.
    const lang = /\.[cm]?jsx?$/u.test(path) ? 'jsx' : undefined;
    const result = parseSync(path, text, lang === undefined ? {} : { lang });
    const [problem] = result.errors;
    if (problem !== undefined && result.program.body.length === 0) return { status: 'broken', why: problem.message };
    return { status: 'parsed', result };
  } catch (error) {
    return { status: 'broken', why: error instanceof Error ? error.message : String(error) };
  }
};
