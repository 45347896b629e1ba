import { parseSync, type Program } from 'oxc-parser';
import { createLineIndex } from '../../../source/line-index.ts';
import { nestsTooDeep } from '../../../source/nests-too-deep.ts';

/** A source file as a syntax tree. */
export type ParsedSource = {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  /** The 1-based line of an offset. */
  readonly lineOf: (offset: number) => number;
};

/** Most characters of a configuration: what is longer is generated, and nobody wrote it by hand. */
export const longestSource = 200_000;

/** Parses a module; null where it is too long, too deep, or does not parse. Pure. */
export const parseSource = (path: string, text: string): ParsedSource | null => {
  if (text.length > longestSource || nestsTooDeep(text)) return null;
  const { program, errors } = parseSync(path.replace(/\.(?:json|jsonc|json5)$/u, '.js'), text, { astType: 'ts' });
  if (errors.length > 0) return null;
  return { path, text, program, lineOf: createLineIndex(text) };
};

/** Parses JSON, with comments and trailing commas as `tsconfig.json` may have them; null where it is none. Pure. */
export const parseJsonSource = (path: string, text: string): ParsedSource | null =>
  // Parentheses on the same line make it an expression and keep its lines.
  parseSource(`${path}.js`, `(${text.replace(/^\uFEFF/u, ' ')}\n)`);
