import { isRecord, member } from '../document/parse-document.ts';
import type { Node } from '../document/parse-document.ts';
import { child, items } from '../document/resolve-reference.ts';
import type { Located } from '../document/resolve-reference.ts';
import type { Choice, Parts } from './schema.ts';

/** One schema object among those that all have to hold, with its choices. */
export type Part = Located & { readonly node: Record<string, Node>; readonly choices: readonly Choice[] };

/** What was collected of a schema: its parts, and what no part can say. */
export type Collected = {
  readonly parts: readonly Part[];
  readonly isNever: boolean;
  readonly isKnown: boolean;
  readonly isNullable: boolean;
  readonly flags: string;
};

/** The schemas under a word, in the order of the parts. */
export const childrenOf = (parts: readonly Located[], word: string): Parts =>
  parts.flatMap((part) => {
    const found = child(part, word);
    return found !== null && isSchema(found.node) ? [found] : [];
  });

/** An object or a boolean: nothing else is a schema. */
export const isSchema = (node: Node): boolean => isRecord(node) || typeof node === 'boolean';

/** What the parts say under a word, where they say something. */
export const valuesAt = (parts: readonly Located[], word: string): readonly Node[] =>
  parts.map(({ node }) => member(node, word)).filter((value) => value !== undefined);

/** The located schemas of a list under a word. */
export const listAt = (part: Located, word: string): Parts =>
  items(child(part, word)).filter(({ node }) => isSchema(node));
