const deepest = 1000;
/** Between two ends of statements: what opens something costs a parser more of its stack than other operators do. */
const longest = { opening: 4000, operating: 8000 };
const mostElse = 3000;
const mostPrefixes = 8000;

const [opens, closes, operates, ends] = [1, 2, 4, 8];

const kinds = new Uint8Array(128);
for (const [characters, kind] of [
  ['([{<', opens],
  [')]}', closes],
  ['!~?:=+->&|*^%/.', operates],
  [';,}', ends],
] as const) {
  for (const character of characters) kinds[character.charCodeAt(0)] = (kinds[character.charCodeAt(0)] ?? 0) | kind;
}

/**
 * Whether a text may nest deeper than a parser's stack: native parsers do not throw there, they end the process (oxc-parser 0.159: `(`
 * 6,000 times, `Array<` 6,000 times, `if(a)` 8,000 times), so it is asked before. Counts brackets, and operators between the ends of
 * statements, without knowing strings: at worst a generated file is left unread. Pure, one pass.
 */
export const nestsTooDeep = (text: string): boolean => {
  if (text.length <= deepest) return false;
  let [depth, opening, operating] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const kind = kinds[text.charCodeAt(at)] ?? 0;
    if (kind === 0) continue;
    if ((kind & ends) !== 0) [opening, operating] = [0, 0];
    if ((kind & closes) !== 0) depth = Math.max(0, depth - 1);
    else if ((kind & opens) !== 0) {
      opening += 1;
      // `<` is closed by nothing that is sure to be a bracket.
      if (text[at] !== '<') depth += 1;
    } else if ((kind & operates) !== 0) operating += 1;
    if (depth > deepest || opening > longest.opening || operating > longest.operating) return true;
  }
  return count(text, /\belse\b/gu) > mostElse || count(text, prefixes) > mostPrefixes;
};

const prefixes = /\b(?:await|typeof|void|delete|new|yield|throw)\b/gu;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
