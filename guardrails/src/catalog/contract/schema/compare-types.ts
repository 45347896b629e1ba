import { hasType } from './json-value.ts';
import { stricter } from './stricter.ts';
import type { LocalDifference, ReadPair } from './schema-difference.ts';
import type { JsonType, Schema } from './schema.ts';

/** What became of the types; `isOther`: so much that nothing else is worth comparing. */
export type TypeResult = { readonly differences: readonly LocalDifference[]; readonly isOther: boolean };

/** Compares which types two schemas accept. Pure. */
export const compareTypes = (pair: ReadPair): TypeResult => {
  const { inner, outer } = pair;
  // Values that are listed on both sides say it themselves.
  if (inner.values !== null && outer.values !== null && outer.types.size > 0) {
    return { differences: [], isOther: false };
  }
  const gone = [...inner.types].filter((type) => !hasType(outer.types, type));
  if (gone.length === 0) return { differences: [], isOther: false };
  const isOnlyNull = gone.join() === 'null';
  const change = [describeTypes(pair.base), describeTypes(pair.head)] as const;
  const difference = stricter(pair, { keyword: isOnlyNull ? 'nullable' : 'type', subject: 'type', change });
  return { differences: [difference], isOther: !isOnlyNull || inner.types.size === 1 };
};

const everyType: readonly JsonType[] = ['null', 'boolean', 'string', 'number', 'array', 'object'];

/** `null | string`; `any` for all of them. */
export const describeTypes = ({ types }: Schema): string =>
  everyType.every((type) => types.has(type)) ? 'any' : types.size === 0 ? 'nothing' : [...types].sort().join(' | ');
