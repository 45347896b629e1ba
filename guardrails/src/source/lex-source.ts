/** One token: its kind as one character code, its text, and its 1-based line. */
export type Token = { readonly kind: number; readonly text: string; readonly line: number };

const pattern =
  /(?<space>\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<word>[\p{ID_Start}$_#@][\p{ID_Continue}$_]*)|(?<number>\.?\d[\w.]*)|(?<text>"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?)|(?<template>`(?:[^`\\]|\\[\s\S])*`?)|(?<mark>=>|[-+*/%&|^!=<>?]{1,3}|[\s\S])/uy;

const keywords = new Set(
  'async await break case catch class const continue default delete do else export extends finally for function if import in instanceof let new null of return super switch this throw true false try typeof undefined var void while yield'.split(
    ' ',
  ),
);

const first = { name: 1, number: 2, text: 3, template: 4, other: 16 } as const;
const kinds = new Map<string, number>();

/** A number for each keyword and mark that is the same in every process: its characters, mixed (FNV-1a, 32 bits). */
const kindOf = (text: string): number => {
  const known = kinds.get(text);
  if (known !== undefined) return known;
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  const kind = Math.max(first.other, hash);
  if (kinds.size < 10_000) kinds.set(text, kind);
  return kind;
};

/** Whether a token is a name that somebody chose. Pure. */
export const isName = ({ kind }: Token): boolean => kind === first.name;

/** Whether a token is a number, a string or a template. Pure. */
export const isLiteral = ({ kind }: Token): boolean => kind > first.name && kind < first.other;

/** Whether a token is a word of the language that does something. Pure. */
export const isKeyword = ({ text }: Token): boolean => keywords.has(text);

/**
 * Cuts JavaScript or TypeScript into tokens without parsing it: names are of one kind, so are numbers, strings and templates;
 * each keyword and mark is of its own. A rough cut (a regular expression is marks and names), but the same text always gives the
 * same tokens, which is what copies are found by. Pure.
 */
export const lexSource = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let line = 1;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [part] = match;
    const groups = match.groups ?? {};
    if (groups['space'] === undefined) tokens.push({ kind: kindIn(groups, part), text: part, line });
    for (let at = part.indexOf('\n'); at !== -1; at = part.indexOf('\n', at + 1)) line++;
  }
  return tokens;
};

const kindIn = (groups: { readonly [name: string]: string | undefined }, part: string): number => {
  if (groups['word'] !== undefined) return keywords.has(part) ? kindOf(part) : first.name;
  if (groups['number'] !== undefined) return first.number;
  if (groups['text'] !== undefined) return first.text;
  return groups['template'] === undefined ? kindOf(part) : first.template;
};
