import { isRecord, member } from '../document/parse-document.ts';
import type { Node } from '../document/parse-document.ts';
import { child, items } from '../document/resolve-reference.ts';
import type { Located } from '../document/resolve-reference.ts';
import { readAlternatives } from './read-alternatives.ts';
import { mergeParts } from './merge-parts.ts';
import type { Collected, Part } from './part.ts';
import type { Parts, Schema, SchemaDialect, SchemaReader } from './schema.ts';

/**
 * Creates a reader of schemas. `resolve` follows the `$ref` of a located schema, or says null where it leads nowhere.
 * The reader remembers what it read; the document must not change. Recursive schemas end: only what is asked is read.
 */
export const createSchemaReader = (
  resolve: (located: Located) => Located | null,
  dialect: SchemaDialect,
): SchemaReader => {
  const ids = new WeakMap<object, number>();
  const known = new Map<string, Schema>();
  let nextId = 0;
  const idOf = (node: object): number => {
    const id = ids.get(node) ?? nextId++;
    ids.set(node, id);
    return id;
  };
  const read = (parts: Parts): Schema => {
    const collected = collectParts(parts, { resolve, dialect });
    const key = `${collected.flags}${collected.parts.map((part) => idOf(part.node)).join(',')}`;
    // A schema that says nothing has no node to be known by, so it is known by its place.
    const name = collected.parts.length > 0 ? key : `${key}@${parts[0]?.pointer ?? ''}`;
    const schema = known.get(name) ?? mergeParts(collected, { at: parts[0], dialect });
    known.set(name, schema);
    return schema;
  };
  return { read, resolve, dialect };
};

type Source = Pick<SchemaReader, 'resolve' | 'dialect'>;
type Collecting = {
  readonly found: Part[];
  readonly seen: Set<unknown>;
  never: boolean;
  known: boolean;
  null: boolean;
};

const maximumDepth = 400;

/** The schemas themselves and everything that `$ref`, `allOf` and choices of one add to them. */
const collectParts = (parts: Parts, source: Source): Collected => {
  const state: Collecting = { found: [], seen: new Set(), never: false, known: true, null: false };
  for (const part of parts) collect(part, { source, state, depth: 0 });
  const flags = `${state.never ? '!' : ''}${state.known ? '' : '?'}${state.null ? '0' : ''}:`;
  return { parts: state.found, isNever: state.never, isKnown: state.known, isNullable: state.null, flags };
};

const collect = (
  located: Located,
  context: { readonly source: Source; readonly state: Collecting; readonly depth: number },
): void => {
  const { source, state, depth } = context;
  const { node } = located;
  if (node === false) state.never = true;
  if (!isRecord(node) || state.seen.has(node)) return;
  if (depth > maximumDepth) {
    state.known = false;
    return;
  }
  state.seen.add(node);
  const deeper = { ...context, depth: depth + 1 };
  if (typeof member(node, '$ref') === 'string') {
    const target = source.resolve(located);
    if (target === null) state.known = false;
    else if (target.node !== node) collect(target, deeper);
    if (ignoresSiblings.has(source.dialect)) return;
  }
  if (isDynamic(node)) state.known = false;
  const alternatives = readAlternatives(located);
  if (alternatives.isNullable || member(node, 'nullable') === true) state.null = true;
  if (saysSomething(node)) state.found.push({ ...located, node, choices: alternatives.choices });
  for (const part of [...items(child(located, 'allOf')), ...alternatives.parts]) collect(part, deeper);
};

/** Where words beside a `$ref` count for nothing. */
const ignoresSiblings: ReadonlySet<SchemaDialect> = new Set(['2.0', '3.0', 'draft-04', 'draft-07']);

const isDynamic = (node: Record<string, Node>): boolean =>
  typeof member(node, '$dynamicRef') === 'string' || typeof member(node, '$recursiveRef') === 'string';

const silentWords = new Set([
  ...['$ref', 'allOf', 'description', 'summary', 'title', 'example', 'examples', 'deprecated', 'externalDocs', 'xml'],
  ...['$id', '$schema', '$defs', 'definitions', '$anchor', '$dynamicAnchor', '$recursiveAnchor', '$comment'],
]);

/** A schema that only refers or describes is what it refers to, so that every mention of a schema reads as the same one. */
const saysSomething = (node: Record<string, Node>): boolean => Object.keys(node).some((key) => !silentWords.has(key));
