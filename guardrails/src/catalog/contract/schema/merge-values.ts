import { member } from '../document/parse-document.ts';
import type { Node } from '../document/parse-document.ts';
import type { Located } from '../document/resolve-reference.ts';
import { canonicalText, hasType, typeOfValue } from './json-value.ts';
import { mergeBounds } from './merge-bounds.ts';
import { childrenOf, valuesAt } from './part.ts';
import type { Collected } from './part.ts';
import type { JsonType, Schema } from './schema.ts';

type Values = Pick<
  Schema,
  | 'types'
  | 'values'
  | 'extensibleValues'
  | 'formats'
  | 'patterns'
  | 'bounds'
  | 'multiplesOf'
  | 'content'
  | 'contentSchema'
>;

/** What parts say of a value itself: types, allowed values, formats, bounds. Pure. */
export const mergeValues = (collected: Collected): Values => {
  const { parts, isNever, isNullable } = collected;
  const allowed = mergeTypes(collected);
  const listed = enumerate(allowed, mergeAllowed(parts, isNullable));
  const values = listed === null ? null : new Map([...listed].filter(([, value]) => fits(allowed, value)));
  const types = values === null ? allowed : asTypes([...values.values()].map(typeOfValue));
  return {
    types: isNever ? new Set() : types,
    values: isNever ? new Map() : values,
    extensibleValues: extensibleOf(parts),
    formats: new Set(stringsAt(parts, 'format')),
    patterns: new Set(stringsAt(parts, 'pattern').filter((pattern) => !acceptsAnyText.has(pattern))),
    bounds: mergeBounds(parts, types),
    multiplesOf: valuesAt(parts, 'multipleOf').filter((value) => typeof value === 'number' && value > 0) as number[],
    content: new Map(
      ['contentMediaType', 'contentEncoding'].flatMap((word) => stringsAt(parts, word).map((text) => [word, text])),
    ),
    contentSchema: childrenOf(parts, 'contentSchema'),
  };
};

const acceptsAnyText = new Set(['', '.*', '^.*$', '^', '$', '^.*', '.*$']);

const allTypes: readonly JsonType[] = ['null', 'boolean', 'string', 'number', 'array', 'object'];

const mergeTypes = ({ parts, isNullable }: Collected): ReadonlySet<JsonType> => {
  const stated = parts.map(statedTypes).filter((types) => types !== null);
  const merged = stated.length === 0 ? impliedTypes(parts) : stated.reduce(intersectTypes);
  return isNullable ? new Set([...merged, 'null' as const]) : merged;
};

const statedTypes = ({ node }: Located): ReadonlySet<JsonType> | null => {
  const stated = member(node, 'type');
  const names = (Array.isArray(stated) ? stated : [stated]).filter(isType);
  return names.length === 0 ? null : asTypes(names);
};

const isType = (name: Node): name is JsonType => allTypes.includes(name as JsonType) || name === 'integer';

const asTypes = (names: readonly JsonType[]): ReadonlySet<JsonType> => {
  const types = new Set(names);
  if (types.has('number')) types.delete('integer');
  return types;
};

const intersectTypes = (one: ReadonlySet<JsonType>, other: ReadonlySet<JsonType>): ReadonlySet<JsonType> =>
  new Set([...[...one].filter((type) => hasType(other, type)), ...[...other].filter((type) => hasType(one, type))]);

/**
 * People leave `type` out where the other words say what is meant. Strictly such a schema accepts any other type too;
 * nobody relies on that, and saying `type: object` later must not be a break.
 */
const impliedTypes = (parts: readonly Located[]): ReadonlySet<JsonType> => {
  const says = (...words: readonly string[]) =>
    parts.some(({ node }) => words.some((word) => member(node, word) !== undefined));
  if (says('enum', 'const')) return new Set(allTypes);
  if (says('properties', 'additionalProperties', 'patternProperties')) return new Set(['object']);
  return says('items', 'prefixItems') ? new Set(['array']) : new Set(allTypes);
};

type Listed = ReadonlyMap<string, unknown> | null;

const mergeAllowed = (parts: readonly Located[], isNullable: boolean): Listed => {
  const lists = parts.map(({ node }) => listedValues(node)).filter((list) => list !== null);
  const first = lists[0];
  if (first === undefined) return null;
  const merged = new Map([...first].filter(([text]) => lists.every((list) => list.has(text))));
  return isNullable ? merged.set('null', null) : merged;
};

const listedValues = (node: Node): Map<string, unknown> | null => {
  const constant = member(node, 'const');
  const values = constant === undefined ? member(node, 'enum') : [constant];
  return Array.isArray(values) ? new Map(values.map((value: unknown) => [canonicalText(value), value ?? null])) : null;
};

const fits = (types: ReadonlySet<JsonType>, value: unknown): boolean => hasType(types, typeOfValue(value));

/** `boolean` is the same as `enum: [true, false]`. */
const enumerate = (types: ReadonlySet<JsonType>, listed: Listed): Listed => {
  if (listed !== null || types.size === 0 || ![...types].every((type) => type === 'boolean' || type === 'null')) {
    return listed;
  }
  const values = [...(types.has('boolean') ? [true, false] : []), ...(types.has('null') ? [null] : [])];
  return new Map(values.map((value) => [String(value), value]));
};

const extensibleOf = (parts: readonly Located[]): ReadonlySet<string> | null => {
  const stated = valuesAt(parts, 'x-extensible-enum')[0];
  if (stated === undefined || stated === false) return null;
  return new Set(Array.isArray(stated) ? stated.map((value: unknown) => canonicalText(value)) : []);
};

const stringsAt = (parts: readonly Located[], word: string): readonly string[] =>
  valuesAt(parts, word).filter((value) => typeof value === 'string');
