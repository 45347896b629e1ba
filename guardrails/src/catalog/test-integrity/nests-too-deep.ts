const deepest = 1000;
const longestChain = 4000;
const mostElse = 3000;

const openers = new Set('([{');
const closers = new Set(')]}');
const chaining = new Set('([{!~?:=+-<>&|*');
const enders = new Set(';,}');

/**
 * Whether a text may nest deeper than a parser's stack: native parsers do not throw there, they end the process, so it is
 * asked before. Counts brackets, and operators between the ends of statements, without knowing strings: at worst a
 * generated file is left unread. Pure, one pass.
 */
export const nestsTooDeep = (text: string): boolean => {
  let [depth, chain] = [0, 0];
  for (const character of text) {
    if (openers.has(character)) depth += 1;
    else if (closers.has(character)) depth = Math.max(0, depth - 1);
    if (enders.has(character)) chain = 0;
    else if (chaining.has(character)) chain += 1;
    if (depth > deepest || chain > longestChain) return true;
  }
  return (text.match(/\belse\b/g)?.length ?? 0) > mostElse;
};
