import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';

/** A pattern that may be run: how far it nests, and how many loops it has. */
export type Pattern = { readonly expression: RegExp; readonly tree: AST.Pattern; readonly risk: PatternRisk };

/** What running a pattern may cost: `loops` grow a power of the length, `nesting` an exponent of it. */
export type PatternRisk = { readonly loops: number; readonly nesting: number };

const maximumLength = 1_000;
const maximumSteps = 1e7;
/** Above this many repetitions a counted loop is as good as endless. */
const longLoop = 20;

/**
 * Reads a pattern that somebody wrote, as JSON Schema does: ECMAScript, Unicode where it parses so. Null for what is no
 * pattern, is too long, refers back, or nests loops so that running it could take for ever (ReDoS).
 */
export const readPattern = (source: string): Pattern | null => {
  const known = remembered.get(source);
  if (known !== undefined) return known;
  const pattern = source.length > maximumLength ? null : (parse(source, 'u') ?? parse(source, ''));
  if (remembered.size > 5_000) remembered.clear();
  remembered.set(source, pattern);
  return pattern;
};

const remembered = new Map<string, Pattern | null>();

/** Whether a text matches a pattern; null where it cannot be run within bounds. */
export const matchesPattern = (source: string, text: string): boolean | null => {
  const pattern = readPattern(source);
  if (pattern === null || isTooCostly(pattern.risk, text.length)) return null;
  return pattern.expression.test(text);
};

const isTooCostly = ({ loops, nesting }: PatternRisk, length: number): boolean =>
  nesting > 1 ? length > 20 || nesting > 2 : length ** loops > maximumSteps;

const parse = (source: string, flags: '' | 'u'): Pattern | null => {
  try {
    const expression = new RegExp(source, flags);
    const tree = new RegExpParser().parsePattern(source, 0, source.length, { unicode: flags === 'u' });
    const risk = riskOf(tree);
    return risk === null ? null : { expression, tree, risk };
  } catch {
    return null;
  }
};

const riskOf = (tree: AST.Pattern): PatternRisk | null => {
  let [loops, nesting, depth, isKnown] = [0, 0, 0, true];
  const isLoop = (node: AST.Quantifier) => node.max > longLoop;
  visitRegExpAST(tree, {
    onBackreferenceEnter: () => void (isKnown = false),
    onQuantifierEnter: (node) => {
      if (!isLoop(node)) return;
      loops += 1;
      depth += 1;
      nesting = Math.max(nesting, depth);
      // `(a|a)*` is as bad as a loop in a loop, and how many ways there are depends on the alternatives.
      if (hasOverlap(node.element)) isKnown = false;
    },
    onQuantifierLeave: (node) => {
      if (isLoop(node)) depth -= 1;
    },
  });
  return isKnown ? { loops, nesting } : null;
};

const hasOverlap = (element: AST.QuantifiableElement): boolean => {
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') return false;
  const firsts = element.alternatives.map((alternative) => {
    const first = alternative.elements[0];
    return first?.type === 'Character' ? first.value : first?.type === 'CharacterSet' ? first.raw : null;
  });
  if (firsts.length < 2) return false;
  const isDisjoint = firsts.every((first) => typeof first === 'number') && new Set(firsts).size === firsts.length;
  return !isDisjoint;
};
