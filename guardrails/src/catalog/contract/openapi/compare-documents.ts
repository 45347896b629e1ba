import type { Difference } from '../difference.ts';
import { brokenReferences } from '../document/broken-references.ts';
import type { BrokenReference } from '../document/broken-references.ts';
import { readDocumentSet } from '../document/document-set.ts';
import type { DocumentSet } from '../document/document-set.ts';
import { createLineFinder } from '../document/line-of-pointer.ts';
import type { LineFinder } from '../document/line-of-pointer.ts';
import type { DocumentProblem } from '../document/parse-document.ts';
import { compareApis } from './compare-apis.ts';
import { compareVersions } from './compare-versions.ts';

/** Path → text. */
export type Texts = Readonly<Record<string, string>>;

/** Two versions of one OpenAPI document; null is an absent side. */
export type DocumentPair = {
  /** Path at head; at base for a removed document. */
  readonly path: string;
  /** Path at base, where it is another one. */
  readonly basePath?: string;
  readonly base: string | null;
  readonly head: string | null;
  /** The files that the document refers to, directly or not: those that both sides share, and those of one side alone. */
  readonly beside?: { readonly both: Texts; readonly base: Texts; readonly head: Texts };
};

/** A difference with its 1-based line at head, in the file that `headFile` names or in the document. */
export type LocatedDifference = Difference & { readonly line: number };

/** A reference that is not followed, and whether base had it as well. */
export type UnfollowedReference = BrokenReference & { readonly isNew: boolean; readonly line: number };

/** What two versions of a document are to each other. */
export type Comparison =
  | {
      readonly state: 'compared';
      readonly differences: readonly LocatedDifference[];
      readonly unfollowed: readonly UnfollowedReference[];
      /** What is wrong with how head is written, where base had no such flaw. */
      readonly flaw: DocumentSet['flaw'];
    }
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

const compareTexts = (pair: DocumentPair): Comparison => {
  const base = readSide(pair, 'base');
  const head = readSide(pair, 'head');
  if (base !== null && 'reason' in base && base.reason !== 'not-openapi')
    return { state: 'base-unreadable', problem: base };
  const wasContract = base !== null && !('reason' in base);
  if (head === null) return { state: wasContract ? 'removed' : 'no-contract' };
  if ('reason' in head) {
    const isAffair = wasContract || (base === null && head.reason !== 'not-openapi');
    return isAffair ? { state: 'head-unreadable', problem: head } : { state: 'no-contract' };
  }
  return wasContract ? compareSets(base, head, pair) : { state: 'introduced' };
};

/** The files beside a document, as one side has them. */
export const textsBeside = ({ beside }: DocumentPair, side: 'base' | 'head'): Texts => ({
  ...beside?.both,
  ...beside?.[side],
});

const readSide = (pair: DocumentPair, side: 'base' | 'head'): DocumentSet | DocumentProblem | null => {
  const text = pair[side];
  if (text === null) return null;
  const path = side === 'base' ? (pair.basePath ?? pair.path) : pair.path;
  return readDocumentSet({ path, text, others: textsBeside(pair, side) });
};

const compareSets = (base: DocumentSet, head: DocumentSet, pair: DocumentPair): Comparison => {
  const lineOf = createLines(pair);
  const found = compareApis(base, head);
  const known = new Set(brokenReferences(base).map(({ reference }) => reference));
  return {
    state: 'compared',
    differences: [...found, ...compareVersions(base, head, found)].map((difference) => ({
      ...difference,
      line: lineOf(difference.headFile ?? pair.path, difference.headPointer),
    })),
    unfollowed: brokenReferences(head).map((broken) => ({
      ...broken,
      isNew: !known.has(broken.reference),
      line: lineOf(broken.file, broken.pointer),
    })),
    flaw: flawIn(base) === null ? flawIn(head) : null,
  };
};

const flawIn = ({ path, flaw }: DocumentSet): DocumentSet['flaw'] =>
  flaw?.kind === 'not-json' && !path.endsWith('.json') ? null : flaw;

const createLines = (pair: DocumentPair): ((file: string, pointer: string) => number) => {
  const texts = textsBeside(pair, 'head');
  const finders = new Map<string, LineFinder>();
  return (file, pointer) => {
    const finder = finders.get(file) ?? createLineFinder((file === pair.path ? pair.head : texts[file]) ?? '');
    finders.set(file, finder);
    return finder(pointer);
  };
};
