import { member } from '../document/parse-document.ts';
import type { Located } from '../document/resolve-reference.ts';
import { childrenOf, listAt } from './part.ts';
import type { Contains, Parts, Schema, SchemaDialect } from './schema.ts';

type Arrays = Pick<Schema, 'prefix' | 'rest' | 'contains' | 'isUnique'>;

/** What parts say of the items of an array, whichever draft they were written in. Pure. */
export const mergeArrays = (parts: readonly Located[], dialect: SchemaDialect): Arrays => {
  const read = parts.map((part) => readPart(part, dialect));
  const length = Math.max(0, ...read.map(({ prefix }) => prefix.length));
  return {
    prefix: Array.from({ length }, (_, index) => read.flatMap((part) => partsAt(part, index))),
    rest: read.flatMap(({ rest }) => rest),
    contains: parts.flatMap(containsOf),
    isUnique: parts.some(({ node }) => member(node, 'uniqueItems') === true),
  };
};

type PartItems = { readonly prefix: Parts; readonly rest: Parts };

const readPart = (part: Located, dialect: SchemaDialect): PartItems => {
  const isTuple = Array.isArray(member(part.node, 'items'));
  const prefix = dialect === '2020-12' || !isTuple ? listAt(part, 'prefixItems') : listAt(part, 'items');
  const rest = childrenOf([part], isTuple ? 'additionalItems' : 'items');
  return { prefix, rest: rest.length > 0 ? rest : childrenOf([part], 'unevaluatedItems') };
};

const partsAt = ({ prefix, rest }: PartItems, index: number): Parts => {
  const own = prefix[index];
  return own === undefined ? rest : [own];
};

const containsOf = (part: Located): readonly Contains[] => {
  const parts = childrenOf([part], 'contains');
  const limit = (word: string, otherwise: number): number => {
    const stated = member(part.node, word);
    return typeof stated === 'number' ? stated : otherwise;
  };
  return parts.length === 0 ? [] : [{ parts, min: limit('minContains', 1), max: limit('maxContains', Infinity) }];
};
