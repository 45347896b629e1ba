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
export const longestSource = 200_000;

/** Parses a module; null where it is too long, too deep, or does not parse. Pure. */
export const parseSource = (path: string, text: string): ParsedSource | null => {
  if (text.length > longestSource || isTooDeep(text)) return null;
  const { program, errors } = parseSync(path.replace(/\.(?:json|jsonc|json5)$/u, '.js'), text, { astType: 'ts' });
  if (errors.length > 0) return null;
  return { path, text, program, lineOf: lineCounter(text) };
};

/** Parses JSON, with comments and trailing commas as `tsconfig.json` may have them; null where it is none. Pure. */
export const parseJsonSource = (path: string, text: string): ParsedSource | null =>
  // Parentheses on the same line make it an expression and keep its lines.
  parseSource(`${path}.js`, `(${text.replace(/^\uFEFF/u, ' ')}\n)`);

/**
 * The parser is recursive and a text that is deep enough ends the process (oxc-parser 0.159: `[` 20,000 times, `Array<` 5,000
 * times). What a person writes as configuration stays far below these counts.
 */
const isTooDeep = (text: string): boolean => {
  let [depth, deepest] = [0, 0];
  for (const [bracket] of text.matchAll(/[[\](){}]/gu)) {
    depth += '[({'.includes(bracket) ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest > 300 || counts.some(([piece, most]) => (text.match(piece)?.length ?? 0) > most);
};

const counts: readonly (readonly [RegExp, number])[] = [
  [/</gu, 1000],
  [/\belse\b/gu, 1000],
  [/=>|\?/gu, 2000],
  [/\b(?:await|typeof|void|delete|new|yield|throw)\b/gu, 2000],
  [/=/gu, 5000],
  [/[-+*!~%&|^]/gu, 15_000],
];

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
