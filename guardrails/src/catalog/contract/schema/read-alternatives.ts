import { isRecord, member } from '../document/parse-document.ts';
import type { Node } from '../document/parse-document.ts';
import { child, items } from '../document/resolve-reference.ts';
import type { Located } from '../document/resolve-reference.ts';
import { typeOfValue } from './json-value.ts';
import type { Choice } from './schema.ts';

/** What `oneOf` and `anyOf` of a schema come to. */
export type Alternatives = {
  /** Choices that stay choices. */
  readonly choices: readonly Choice[];
  /** Schemas that hold in any case: choices of one, and choices among mere values or types. */
  readonly parts: readonly Located[];
  /** A choice of one schema or null. */
  readonly isNullable: boolean;
};

/** Reads the choices of one schema and takes apart those that are no choices. Pure; the same node has the same answer. */
export const readAlternatives = (located: Located): Alternatives => {
  const { node } = located;
  if (!isRecord(node) || !('oneOf' in node || 'anyOf' in node)) return none;
  const known = remembered.get(node) ?? read(located);
  remembered.set(node, known);
  return known;
};

const none: Alternatives = { choices: [], parts: [], isNullable: false };
const remembered = new WeakMap<object, Alternatives>();

const read = (located: Located): Alternatives => {
  const each = (['oneOf', 'anyOf'] as const).map((kind) => readOne(located, kind));
  return {
    choices: each.flatMap(({ choices }) => choices),
    parts: each.flatMap(({ parts }) => parts),
    isNullable: each.some(({ isNullable }) => isNullable),
  };
};

const readOne = (located: Located, kind: Choice['kind']): Alternatives => {
  const stated = flatten(items(child(located, kind)), kind).filter(({ node }) => node !== false);
  if (stated.length === 0) return none;
  if (kind === 'anyOf' && stated.some(({ node }) => node === true)) return none;
  const values = valuesOnly(stated);
  if (values !== null) return { ...none, parts: [{ ...located, pointer: located.pointer, node: values }] };
  const real = stated.filter(({ node }) => !isNull(node));
  const only = real[0];
  if (only !== undefined && real.length === 1) return { choices: [], parts: [only], isNullable: stated.length > 1 };
  return { ...none, choices: [{ kind, members: stated }] };
};

/** `anyOf` inside of `anyOf` is one choice. */
const flatten = (members: readonly Located[], kind: Choice['kind']): readonly Located[] =>
  kind === 'oneOf'
    ? members
    : members.flatMap((located) =>
        isRecord(located.node) && Object.keys(located.node).join() === 'anyOf'
          ? items(child(located, 'anyOf'))
          : [located],
      );

const isNull = (node: Node): boolean => {
  if (!isRecord(node)) return false;
  const values = member(node, 'enum');
  return (
    node['type'] === 'null' ||
    (Object.hasOwn(node, 'const') && node['const'] === null) ||
    (Array.isArray(values) && values.length === 1 && values[0] === null)
  );
};

/** Literal by literal, or type by type, a union says no more than one `enum` or one list of types. */
const valuesOnly = (members: readonly Located[]): Record<string, Node> | null => {
  const lists = members.map(({ node }) => literalsOf(node));
  if (lists.every((list) => list !== null)) return { enum: lists.flat() };
  const types = members.map(({ node }) => bareTypes(node));
  return types.every((list) => list !== null) ? { type: [...new Set(types.flat())] } : null;
};

const annotations = new Set(['title', 'description', 'deprecated', 'summary', 'example', 'examples', '$comment']);

const wordsOf = (node: Record<string, Node>): readonly string[] =>
  Object.keys(node).filter((key) => !annotations.has(key) && !key.startsWith('x-'));

const literalsOf = (node: Node): readonly Node[] | null => {
  if (!isRecord(node) || !wordsOf(node).every((word) => ['const', 'enum', 'type'].includes(word))) return null;
  const stated = Object.hasOwn(node, 'const') ? [node['const']] : node['enum'];
  if (!Array.isArray(stated)) return node['type'] === 'null' ? [null] : null;
  const values = stated as Node[];
  const type = member(node, 'type');
  const fits = (value: Node): boolean => {
    const own = typeOfValue(value);
    return type === undefined || type === own || (type === 'number' && own === 'integer');
  };
  return typeof type === 'string' || type === undefined ? values.filter(fits) : null;
};

const bareTypes = (node: Node): readonly string[] | null => {
  if (!isRecord(node) || wordsOf(node).join() !== 'type') return null;
  const type = node['type'];
  if (typeof type === 'string') return [type];
  return Array.isArray(type) && type.every((item) => typeof item === 'string') ? type : null;
};
