import type { FactReader } from '../tree/facts.ts';
import { lexSource, type Token } from './lex-source.ts';
import { largestSource } from './parse-source.ts';

/** Tokens in one print: shorter likenesses are the language's, not a copy. */
export const printLength = 40;
/** Of as many neighbouring prints at least one is kept, so that each copy of `printLength + window - 1` = 60 tokens is found. */
const window = 21;

/** Prints of a file: each a hash of 40 tokens with names and literals erased, as 7 digits to the base 36, one after another. */
export type ShapeFacts = string;

/** Digits of one print. */
export const printDigits = 7;

/**
 * Reads the prints that copies of a file's code are found by: winnowing (Schleimer, Wilkerson, Aiken, "Local algorithms for
 * document fingerprinting", 2003) over the tokens, so that renamed variables and other constants change nothing.
 */
export const shapeFacts: FactReader<ShapeFacts> = {
  id: 'shape',
  version: 1,
  read: (text) => {
    if (text.length > largestSource) return '';
    const prints = printsOf(lexSource(text));
    return winnow(prints).map(printText).join('');
  },
};

/** A print as it stands in {@link ShapeFacts}. Pure. */
export const printText = (print: number): string => print.toString(36).padStart(printDigits, '0');

/** The print that begins at each token (a rolling polynomial hash, 32 bits); shorter than the tokens by 39. Pure. */
export const printsOf = (tokens: readonly Token[]): readonly number[] => {
  const prints: number[] = [];
  let hash = 0;
  for (let index = 0; index < tokens.length; index++) {
    hash = (Math.imul(hash, base) + (tokens[index]?.kind ?? 0)) | 0;
    const gone = tokens[index - printLength];
    if (gone !== undefined) hash = (hash - Math.imul(gone.kind, highest)) | 0;
    if (index >= printLength - 1) prints.push(mix(hash));
  }
  return prints;
};

const base = 0x01000193;
const highest = Array.from({ length: printLength }).reduce<number>((power) => Math.imul(power, base), 1);

/** The smallest of the low bits alone would favour some shapes. */
const mix = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
};

/** Of each window the smallest print, the last of equal ones. */
const winnow = (prints: readonly number[]): readonly number[] => {
  const kept: number[] = [];
  let least = -1;
  for (let end = 0; end < prints.length; end++) {
    const begin = Math.max(0, end - window + 1);
    if (least < begin) {
      least = begin;
      for (let at = begin; at <= end; at++) if ((prints[at] ?? 0) <= (prints[least] ?? 0)) least = at;
      if (end >= window - 1) kept.push(prints[least] ?? 0);
    } else if ((prints[end] ?? 0) <= (prints[least] ?? 0)) {
      least = end;
      if (end >= window - 1) kept.push(prints[least] ?? 0);
    } else if (end === window - 1) kept.push(prints[least] ?? 0);
  }
  return kept;
};
