import { isKeyword, isLiteral, isName, type Token } from './lex-source.ts';
import { printLength, printsOf } from './shape-facts.ts';

/** A stretch of two files that is the same but for names and literals. Token positions; `length` in tokens. */
export type Copy = { readonly left: number; readonly right: number; readonly length: number };

/**
 * The longest stretches that `left` between two positions has in common with `right`, names and literals apart, at least
 * `atLeast` tokens long and without overlap in `left`. A stretch counts only where names are replaced consistently (95 %), half of the
 * names and literals are the very same, and it holds statements: tables, imports and types alone are alike without being copies.
 * Pure.
 */
export const findCopies = (
  left: { readonly tokens: readonly Token[]; readonly begin: number; readonly end: number },
  right: readonly Token[],
  atLeast: number,
): readonly Copy[] => {
  const places = new Map<number, number[]>();
  for (const [at, print] of printsOf(right).entries()) {
    const known = places.get(print);
    if (known === undefined) places.set(print, [at]);
    // A shape that repeats many times is a table; its first places are enough.
    else if (known.length < 8) known.push(at);
  }
  const prints = printsOf(left.tokens);
  const copies: Copy[] = [];
  for (let at = left.begin; at + printLength <= left.end; at++) {
    const found = (places.get(prints[at] ?? -1) ?? [])
      .map((other) => ({ left: at, right: other, length: commonLength(left, right, { at, other }) }))
      .filter((copy) => copy.length >= atLeast && isCopy(copy, left.tokens, right))
      .sort((one, two) => two.length - one.length);
    const [longest] = found;
    if (longest === undefined) continue;
    copies.push(longest);
    at += longest.length - 1;
  }
  return copies;
};

const commonLength = (
  left: { readonly tokens: readonly Token[]; readonly end: number },
  right: readonly Token[],
  { at, other }: { readonly at: number; readonly other: number },
): number => {
  let length = 0;
  while (
    at + length < left.end &&
    other + length < right.length &&
    left.tokens[at + length]?.kind === right[other + length]?.kind
  )
    length++;
  return length;
};

const isCopy = (copy: Copy, left: readonly Token[], right: readonly Token[]): boolean => {
  const renamed = new Map<string, string>();
  let [chosen, same, consistent, statements] = [0, 0, 0, 0];
  for (let index = 0; index < copy.length; index++) {
    const [one, two] = [left[copy.left + index], right[copy.right + index]];
    if (one === undefined || two === undefined) return false;
    if (isKeyword(one)) statements++;
    if (!isName(one) && !isLiteral(one)) continue;
    chosen++;
    if (one.text === two.text) same++;
    const before = renamed.get(one.text);
    if (before === undefined) renamed.set(one.text, two.text);
    if (before === undefined || before === two.text || isLiteral(one)) consistent++;
  }
  return same >= chosen * 0.5 && consistent >= chosen * 0.95 && statements >= copy.length / 25;
};
