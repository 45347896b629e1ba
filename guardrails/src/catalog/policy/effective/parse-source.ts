import { parseSync, type Program } from 'oxc-parser';

/** A source file as a syntax tree. */
export type ParsedSource = {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  /** The 1-based line of an offset. */
  readonly lineOf: (offset: number) => number;
};

/** Most characters of a configuration: what is longer is generated, and nobody wrote it by hand. */
export const longestSource = 1_000_000;

/** Parses a module; null where it is too long or does not parse. Pure. */
export const parseSource = (path: string, text: string): ParsedSource | null => {
  if (text.length > longestSource) return null;
  const { program, errors } = parseSync(path.replace(/\.(?:json|jsonc|json5)$/u, '.js'), text, { astType: 'ts' });
  if (errors.length > 0) return null;
  return { path, text, program, lineOf: lineCounter(text) };
};

/** Parses JSON, with comments and trailing commas as `tsconfig.json` may have them; null where it is none. Pure. */
export const parseJsonSource = (path: string, text: string): ParsedSource | null =>
  // Parentheses on the same line make it an expression and keep its lines.
  parseSource(`${path}.js`, `(${text.replace(/^\uFEFF/u, ' ')}\n)`);

const lineCounter = (text: string): ((offset: number) => number) => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
};
