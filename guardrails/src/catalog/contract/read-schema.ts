import { isRecord, member } from './parse-document.ts';
import type { Node } from './parse-document.ts';
import { child, items, members, resolveReference } from './resolve-reference.ts';
import type { Located } from './resolve-reference.ts';

/** What comparing needs of a JSON Schema: references followed, `allOf` merged, `nullable` and `const` unfolded. */
export type Schema = {
  readonly pointer: string;
  /** Null: any type. `null` is a type of its own. */
  readonly types: ReadonlySet<string> | null;
  /** The allowed values as JSON; null: not restricted. */
  readonly values: ReadonlySet<string> | null;
  readonly format: string | null;
  /** `maxLength`, `minimum`, … as numbers. */
  readonly bounds: ReadonlyMap<string, number>;
  readonly properties: ReadonlyMap<string, Located>;
  readonly required: ReadonlySet<string>;
  readonly items: Located | null;
  /** Of properties that are not named: their schema, or whether they may be there. */
  readonly additional: Located | boolean;
  /** `oneOf` or `anyOf` with more than one member besides `null`; else empty. */
  readonly alternatives: readonly Located[];
  readonly access: 'readOnly' | 'writeOnly' | null;
  /** False when a part of it stands in another file: then nothing can be said of it. */
  readonly isKnown: boolean;
};

/** Reads schemas of one document. The same schema is always answered with the same object, so that recursion ends. */
export type SchemaReader = (located: Located) => Schema;

/** Creates the reader of a document's schemas. It remembers what it read; the document must not change. */
export const createSchemaReader = (root: Node): SchemaReader => {
  const ids = new WeakMap<object, number>();
  const known = new Map<string, Schema>();
  let nextId = 0;
  const idOf = (node: object): number => {
    const id = ids.get(node) ?? nextId++;
    ids.set(node, id);
    return id;
  };
  return (located) => {
    const resolved = resolveReference(root, located);
    if (resolved?.node === false) return { ...mergeParts([], resolved.pointer), types: new Set() };
    const parts = resolved === null ? [] : collectParts(root, located, new Set());
    const key = parts.length === 0 ? `any:${located.pointer}` : parts.map((part) => idOf(part.node)).join(',');
    const schema = known.get(key) ?? mergeParts(parts, resolved?.pointer ?? located.pointer);
    known.set(key, schema);
    return schema;
  };
};

type Part = Located & { readonly node: Record<string, Node> };

/** The schema itself and everything that `allOf`, a `$ref` beside other words, or `anyOf: [X, null]` adds to it. */
const collectParts = (root: Node, located: Located, seen: Set<Node>): readonly Part[] => {
  const { node } = located;
  if (!isRecord(node) || seen.has(node)) return [];
  seen.add(node);
  const target = typeof member(node, '$ref') === 'string' ? resolveReference(root, located) : null;
  const further = [
    ...(target === null || target.node === node ? [] : [target]),
    ...items(child(located, 'allOf')),
    ...onlyAlternative(located),
  ];
  const own = saysSomething(node) ? [{ ...located, node }] : [];
  return [...own, ...further.flatMap((part) => collectParts(root, part, seen))];
};

/** A bare `$ref` is its target, so that every mention of a schema reads as the same schema. */
const saysSomething = (node: Record<string, Node>): boolean =>
  isExternal(node) || Object.keys(node).some((key) => !['$ref', 'allOf', 'description', 'summary'].includes(key));

const isExternal = (node: Node): boolean => {
  const reference = member(node, '$ref');
  return typeof reference === 'string' && !reference.startsWith('#');
};

const onlyAlternative = (located: Located): readonly Located[] => {
  const all = alternativesOf(located);
  return all.length === 1 ? all : [];
};

const alternativesOf = (located: Located): readonly Located[] =>
  [...items(child(located, 'oneOf')), ...items(child(located, 'anyOf'))].filter(({ node }) => !isNull(node));

const isNull = (node: Node): boolean => member(node, 'type') === 'null';

const mergeParts = (parts: readonly Part[], pointer: string): Schema => ({
  pointer,
  types: mergeTypes(parts),
  values: intersect(parts.map(valuesOf)),
  format: firstString(parts, 'format'),
  bounds: new Map(parts.flatMap(({ node }) => Object.entries(node).filter(isBound))),
  properties: mergeProperties(parts),
  required: new Set(parts.flatMap(({ node }) => stringsOf(member(node, 'required')))),
  items: firstChild(parts, 'items'),
  additional: additionalOf(parts),
  alternatives: parts.map(alternativesOf).find((found) => found.length > 1) ?? [],
  access: parts.some(({ node }) => member(node, 'readOnly') === true)
    ? 'readOnly'
    : parts.some(({ node }) => member(node, 'writeOnly') === true)
      ? 'writeOnly'
      : null,
  isKnown: !parts.some(({ node }) => isExternal(node)),
});

const isBound = (entry: [string, Node]): entry is [string, number] =>
  /^(min|max)(imum|Length|Items|Properties)$|^exclusive(Min|Max)imum$/.test(entry[0]) && typeof entry[1] === 'number';

const mergeTypes = (parts: readonly Part[]): ReadonlySet<string> | null => {
  const types = intersect(parts.map(typesOf));
  const isNullable = parts.some(
    ({ node, pointer }) =>
      member(node, 'nullable') === true ||
      [...items(child({ node, pointer }, 'oneOf')), ...items(child({ node, pointer }, 'anyOf'))].some((part) =>
        isNull(part.node),
      ),
  );
  return types !== null && isNullable ? new Set([...types, 'null']) : types;
};

/** The stated types; where none are stated, those that the other words are about. */
const typesOf = ({ node }: Part): ReadonlySet<string> | null => {
  const stated = member(node, 'type');
  if (typeof stated === 'string') return new Set([stated]);
  if (Array.isArray(stated)) return new Set(stringsOf(stated));
  const values = valuesOf({ node, pointer: '' });
  if (values !== null) return new Set([...values].map((value) => typeOfValue(JSON.parse(value))));
  if (isRecord(member(node, 'properties')) || isRecord(member(node, 'additionalProperties')))
    return new Set(['object']);
  return member(node, 'items') === undefined ? null : new Set(['array']);
};

const typeOfValue = (value: Node): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;

const valuesOf = ({ node }: Part): ReadonlySet<string> | null => {
  const constant = member(node, 'const');
  if (constant !== undefined) return new Set([JSON.stringify(constant)]);
  const values = member(node, 'enum');
  return Array.isArray(values) ? new Set(values.map((value) => JSON.stringify(value ?? null))) : null;
};

const intersect = (sets: readonly (ReadonlySet<string> | null)[]): ReadonlySet<string> | null =>
  sets.reduce((one, other) => {
    if (one === null || other === null) return one ?? other;
    return new Set([...one].filter((item) => other.has(item) || (item === 'integer' && other.has('number'))));
  }, null);

/** A property that several parts describe has to satisfy all of them. */
const mergeProperties = (parts: readonly Part[]): ReadonlyMap<string, Located> => {
  const merged = new Map<string, Located>();
  for (const [name, located] of parts.flatMap((part) => members(child(part, 'properties')))) {
    const before = merged.get(name);
    merged.set(name, before === undefined ? located : { ...before, node: { allOf: [before.node, located.node] } });
  }
  return merged;
};

const additionalOf = (parts: readonly Part[]): Located | boolean => {
  const stated = parts.flatMap((part) => child(part, 'additionalProperties') ?? []);
  return stated.some(({ node }) => node === false) ? false : (stated.find(({ node }) => isRecord(node)) ?? true);
};

const firstString = (parts: readonly Part[], key: string): string | null =>
  parts.map(({ node }) => member(node, key)).find((value) => typeof value === 'string') ?? null;

const firstChild = (parts: readonly Part[], key: string): Located | null =>
  parts.map((part) => child(part, key)).find((found) => found !== null) ?? null;

const stringsOf = (value: Node): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
