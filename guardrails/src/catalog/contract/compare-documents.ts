import { comparePaths } from './compare-paths.ts';
import type { Difference } from './difference.ts';
import { createLineFinder } from './line-of-pointer.ts';
import { parseDocument } from './parse-document.ts';
import type { DocumentProblem } from './parse-document.ts';

/** Two versions of one OpenAPI document; null is an absent side. */
export type DocumentPair = {
  /** Path at head; at base for a removed document. */
  readonly path: string;
  /** Path at base, where it is another one. */
  readonly basePath?: string;
  readonly base: string | null;
  readonly head: string | null;
};

/** A difference with its 1-based line at head. */
export type LocatedDifference = Difference & { readonly line: number };

/** What two versions of a document are to each other. */
export type Comparison =
  | { readonly state: 'compared'; readonly differences: readonly LocatedDifference[] }
  /** Head no longer says what it promises. */
  | { readonly state: 'head-unreadable'; readonly problem: DocumentProblem }
  /** Base cannot be read, so nothing can be said. */
  | { readonly state: 'base-unreadable'; readonly problem: DocumentProblem }
  | { readonly state: 'removed' }
  /** There was no such document before. */
  | { readonly state: 'introduced' }
  /** Neither side is an OpenAPI document: a file that only has the name of one. */
  | { readonly state: 'no-contract' };

/** Compares two versions of an OpenAPI document, JSON or YAML. Pure; the same pair is compared once. */
export const compareDocuments = (pair: DocumentPair): Comparison => {
  const comparison = remembered.get(pair) ?? compareTexts(pair);
  remembered.set(pair, comparison);
  return comparison;
};

const remembered = new WeakMap<DocumentPair, Comparison>();

const compareTexts = ({ base: baseText, head: headText }: DocumentPair): Comparison => {
  const base = baseText === null ? null : parseDocument(baseText);
  const head = headText === null ? null : parseDocument(headText);
  if (base !== null && 'reason' in base && base.reason === 'syntax') return { state: 'base-unreadable', problem: base };
  const wasContract = base !== null && 'root' in base;
  if (head === null) return { state: wasContract ? 'removed' : 'no-contract' };
  if ('reason' in head) {
    const isAffair = wasContract || (base === null && head.reason === 'syntax');
    return isAffair ? { state: 'head-unreadable', problem: head } : { state: 'no-contract' };
  }
  if (!wasContract) return { state: 'introduced' };
  const lineOf = createLineFinder(headText ?? '');
  const differences = comparePaths(base, head).map((difference) => ({
    ...difference,
    line: lineOf(difference.headPointer),
  }));
  return { state: 'compared', differences };
};
