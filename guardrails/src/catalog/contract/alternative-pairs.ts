import type { ReadPair, SchemaDifference, SchemaPair, SchemaReaders } from './compare-schemas.ts';
import { isRecord } from './parse-document.ts';
import type { Node } from './parse-document.ts';
import type { SchemaReader } from './read-schema.ts';
import type { Located } from './resolve-reference.ts';

/** The members of `oneOf`/`anyOf` that belong together, and those that have no counterpart. */
export type AlternativePairs = {
  readonly pairs: readonly SchemaPair[];
  readonly differences: readonly SchemaDifference[];
};

/**
 * Pairs the alternatives of two schemas: by the schema they name or by equal text, then what is left over in order when
 * as many are left on both sides. Else a request lost an alternative, or a response gained one. Pure.
 */
export const alternativePairs = (pair: ReadPair, readers: SchemaReaders): AlternativePairs => {
  if (pair.base.alternatives.length === 0 && pair.head.alternatives.length === 0) return { pairs: [], differences: [] };
  const base = choicesByName(readers.base, pair.base.alternatives, pair.baseAt);
  const head = choicesByName(readers.head, pair.head.alternatives, pair.headAt);
  const named = [...base].flatMap(([name, located]) => {
    const match = head.get(name);
    return match === undefined ? [] : [[located, match] as const];
  });
  const baseRest = [...base].flatMap(([name, located]) => (head.has(name) ? [] : [located]));
  const headRest = [...head].flatMap(([name, located]) => (base.has(name) ? [] : [located]));
  const isEven = baseRest.length === headRest.length;
  const inOrder = isEven ? baseRest.map((located, index) => [located, headRest[index]] as const) : [];
  const { direction, place, trail } = pair;
  const unmatched = isEven ? [] : direction === 'request' ? baseRest : headRest;
  return {
    pairs: [...named, ...inOrder].flatMap(([located, match]) =>
      match === undefined ? [] : [{ base: located, head: match, direction, place, trail }],
    ),
    differences: unmatched.map((located) => alternativeDifference(pair, located, [base.size, head.size])),
  };
};

/** A schema that offers no choice is a choice of one; saying the same twice offers nothing more. */
const choicesByName = (
  reader: SchemaReader,
  alternatives: readonly Located[],
  at: Located,
): ReadonlyMap<string, Located> =>
  new Map((alternatives.length > 0 ? alternatives : [at]).map((located) => [nameOf(reader, located), located]));

/** A named schema goes by its pointer; an inline one has none that lasts, so it goes by its text. */
const nameOf = (reader: SchemaReader, located: Located): string => {
  const { pointer } = reader(located);
  return pointer === located.pointer ? canonicalText(located.node, 0) : pointer;
};

const maximumDepth = 40;

const canonicalText = (node: Node, depth: number): string => {
  if (depth > maximumDepth) return '…';
  if (Array.isArray(node)) return `[${node.map((item) => canonicalText(item, depth + 1)).join(',')}]`;
  if (!isRecord(node)) return JSON.stringify(node ?? null);
  const entries = Object.keys(node).sort();
  return `{${entries.map((key) => `${JSON.stringify(key)}:${canonicalText(node[key], depth + 1)}`).join(',')}}`;
};

const alternativeDifference = (
  { direction, place, trail, head }: ReadPair,
  located: Located,
  [from, to]: readonly [number, number],
): SchemaDifference => ({
  kind: direction === 'request' ? 'type-narrowed' : 'type-widened',
  impact: 'certain',
  subject: 'alternatives',
  where: `${place}${trail === '' ? 'schema' : `property ${trail}`}`,
  from: describe(from),
  to: describe(to),
  basePointer: direction === 'request' ? located.pointer : null,
  headPointer: direction === 'request' ? head.pointer : located.pointer,
});

const describe = (count: number): string => (count === 1 ? 'one schema' : `${count} alternatives`);
