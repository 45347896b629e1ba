import type { Direction } from '../../difference.ts';
import type { Located } from '../../document/resolve-reference.ts';
import type { SchemaDialect } from '../schema.ts';

/** How to reach what a schema refers to, and for which direction it is validated. */
export type Bundling = {
  readonly resolve: (located: Located) => Located | null;
  readonly dialect: SchemaDialect;
  readonly direction: Direction;
};

/** A schema as a validator takes it. `definitions` are those that it refers to and that were not given before. */
export type BundledSchema = {
  readonly schema: JsonSchema;
  readonly definitions: ReadonlyMap<string, JsonSchema>;
  /** How many schemas were copied for it. */
  readonly size: number;
};

/** A JSON Schema as data. */
export type JsonSchema = boolean | { readonly [word: string]: unknown };

type Plain = { readonly [word: string]: unknown };

/**
 * Creates what copies schemas of one document, and all that they refer to, so that a validator can take them. Only words
 * that validate are copied, OpenAPI 3.0 is put into the words of draft-07, and `required` leaves out what may not be sent
 * in this direction. What is out of reach becomes a reference to nothing: a validator refuses to compile it.
 *
 * It shares no code with the comparison, so that a mistake there cannot confirm itself here.
 */
export const createBundler = (bundling: Bundling): ((root: Located) => BundledSchema) => {
  const names = new Map<unknown, Map<string, string>>();
  let count = 0;
  return (root) => {
    const nextName = () => `d${count++}`;
    const state: State = { bundling, names, nextName, definitions: new Map(), size: 0 };
    const schema = copy(root, { state, hidden: none, depth: 0 });
    return { schema, definitions: state.definitions, size: state.size };
  };
};

type State = {
  readonly bundling: Bundling;
  /** Node → hidden properties → name. */
  readonly names: Map<unknown, Map<string, string>>;
  readonly nextName: () => string;
  readonly definitions: Map<string, JsonSchema>;
  size: number;
};

/** No schema goes by this name. */
const outOfReach: JsonSchema = { $ref: 'out-of-reach' };

type Copying = { readonly state: State; readonly hidden: ReadonlySet<string>; readonly depth: number };

const maximumSize = 30_000;
const maximumDepth = 150;

const isOld = (dialect: SchemaDialect): boolean => ['2.0', '3.0', 'draft-04', 'draft-07'].includes(dialect);
const isNullableDialect = (dialect: SchemaDialect): boolean => dialect === '3.0' || dialect === '2.0';

const plainWords = new Set([
  ...['type', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains'],
  ...['minProperties', 'maxProperties', 'dependentRequired'],
]);
const mapWords = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const placeWords = new Set(['allOf', 'anyOf', 'oneOf']);
const inPlaceWords = new Set(['not', 'if', 'then', 'else']);
const childWords = new Set([
  ...['additionalProperties', 'propertyNames', 'contains', 'additionalItems', 'unevaluatedItems'],
  'unevaluatedProperties',
]);

const copy = (located: Located, copying: Copying): JsonSchema => {
  const { state, depth } = copying;
  const { node } = located;
  if (typeof node === 'boolean') return node;
  state.size += 1;
  if (!isPlain(node) || depth > maximumDepth || state.size > maximumSize || isDynamic(node)) return outOfReach;
  const own = hiddenNames(located, state.bundling);
  const deeper = {
    ...copying,
    hidden: own.size === 0 ? copying.hidden : new Set([...copying.hidden, ...own]),
    depth: depth + 1,
  };
  const reference = typeof node['$ref'] === 'string' ? { $ref: refer(located, deeper) } : null;
  if (reference !== null && isOld(state.bundling.dialect)) return reference;
  const words = Object.entries(node).flatMap(([word, value]) => copyWord({ located, word, value }, deeper));
  const schema = Object.fromEntries([...words, ...(reference === null ? [] : [['$ref', reference.$ref] as const])]);
  return isNullable(node, state.bundling.dialect) ? { ...schema, type: [node['type'], 'null'] } : schema;
};

/** By the letter of OpenAPI 3.0.3 `nullable` widens the `type` beside it and nothing else: no `$ref`, `allOf` or `enum`. */
const isNullable = (node: Plain, dialect: SchemaDialect): boolean =>
  isNullableDialect(dialect) &&
  (node['nullable'] === true || node['x-nullable'] === true) &&
  typeof node['type'] === 'string';

type Word = { readonly located: Located; readonly word: string; readonly value: unknown };
type Entries = readonly (readonly [string, unknown])[];

const copyWord = ({ located, word, value }: Word, copying: Copying): Entries => {
  const at = (...keys: readonly (string | number)[]): Located => keys.reduce(step, located);
  const child: Copying = { ...copying, hidden: none };
  if (word === 'required') return copyRequired(value, copying.hidden);
  if (word === 'dependencies' && isPlain(value)) {
    return [[word, mapOf(value, (key, item) => (Array.isArray(item) ? item : copy(at(word, key), copying)))]];
  }
  if (mapWords.has(word) && isPlain(value)) {
    const inside = word === 'dependentSchemas' ? copying : child;
    return [[word, mapOf(value, (key) => copyProperty(at(word, key), inside))]];
  }
  if (placeWords.has(word) && Array.isArray(value)) {
    return value.length === 0 ? [] : [[word, value.map((_, index) => copy(at(word, index), copying))]];
  }
  if ((word === 'items' || word === 'prefixItems') && Array.isArray(value)) {
    return value.length === 0 ? [] : [[word, value.map((_, index) => copy(at(word, index), child))]];
  }
  if (inPlaceWords.has(word)) return [[word, copy(at(word), copying)]];
  if (word === 'items' || childWords.has(word)) return [[word, copy(at(word), child)]];
  return copyPlain(located.node as Plain, word, value);
};

/** A property that is no schema at all is taken as open. */
const copyProperty = (located: Located, copying: Copying): JsonSchema =>
  isPlain(located.node) ? copy(located, copying) : located.node !== false;

const copyRequired = (value: unknown, hidden: ReadonlySet<string>): Entries => {
  if (!Array.isArray(value)) return [];
  const names = [...new Set(value.filter((name) => typeof name === 'string' && !hidden.has(name)))];
  return names.length === 0 ? [] : [['required', names]];
};

/** `exclusiveMinimum: true` of OpenAPI 3.0 and draft-04 moves the limit; `file` is the one type that JSON has not. */
const copyPlain = (node: Plain, word: string, value: unknown): Entries => {
  if (!plainWords.has(word)) return [];
  if (word === 'type' && value === 'file') return [];
  if (word === 'enum' && (!Array.isArray(value) || value.length === 0)) return [];
  const isMoved = (exclusive: string) => node[exclusive] === true && typeof value === 'number';
  if (word === 'minimum' && isMoved('exclusiveMinimum')) return [['exclusiveMinimum', value]];
  if (word === 'maximum' && isMoved('exclusiveMaximum')) return [['exclusiveMaximum', value]];
  return typeof value === 'boolean' && word.startsWith('exclusive') ? [] : [[word, value]];
};

/** The name of what a reference leads to. What has other properties hidden is another schema. */
const refer = (located: Located, { state, hidden, depth }: Copying): string => {
  const target = state.bundling.resolve(located);
  if (target === null) return 'out-of-reach';
  const key = [...hidden].sort().join('\u0000');
  const names = state.names.get(target.node) ?? new Map<string, string>();
  state.names.set(target.node, names);
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = state.nextName();
  names.set(key, name);
  state.definitions.set(name, copy(target, { state, hidden, depth }));
  return name;
};

const none: ReadonlySet<string> = new Set();

/** Names of properties that are `readOnly` in a request or `writeOnly` in a response, here and in what must hold as well. */
const hiddenNames = (located: Located, bundling: Bundling, seen = new Set<unknown>()): ReadonlySet<string> => {
  const { node } = located;
  if (!isPlain(node) || seen.has(node) || seen.size > 200) return none;
  seen.add(node);
  const properties = isPlain(node['properties']) ? Object.keys(node['properties']) : [];
  const own = properties.filter((name) => isHidden(step(step(located, 'properties'), name), bundling));
  const target = typeof node['$ref'] === 'string' ? bundling.resolve(located) : null;
  const parts = Array.isArray(node['allOf'])
    ? node['allOf'].map((_: unknown, index: number) => step(step(located, 'allOf'), index))
    : [];
  const further = [...(target === null ? [] : [target]), ...parts];
  return new Set([...own, ...further.flatMap((part) => [...hiddenNames(part, bundling, seen)])]);
};

const isHidden = (located: Located, bundling: Bundling, hops = 0): boolean => {
  const { node } = located;
  if (!isPlain(node) || hops > 8) return false;
  if (node[bundling.direction === 'request' ? 'readOnly' : 'writeOnly'] === true) return true;
  const target = typeof node['$ref'] === 'string' ? bundling.resolve(located) : null;
  const parts = Array.isArray(node['allOf'])
    ? node['allOf'].map((_: unknown, index: number) => step(step(located, 'allOf'), index))
    : [];
  return [...(target === null ? [] : [target]), ...parts].some((part) => isHidden(part, bundling, hops + 1));
};

const step = ({ node, pointer, file }: Located, key: string | number): Located => ({
  node: (node as Record<string | number, unknown>)[key],
  pointer: `${pointer}/${String(key)}`,
  file,
});

const isPlain = (node: unknown): node is Plain => typeof node === 'object' && node !== null && !Array.isArray(node);

const isDynamic = (node: Plain): boolean =>
  typeof node['$dynamicRef'] === 'string' || typeof node['$recursiveRef'] === 'string';

const mapOf = (value: Plain, make: (key: string, item: unknown) => unknown): Plain =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [key, make(key, item)]));
