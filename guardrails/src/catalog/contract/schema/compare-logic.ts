import { hasType } from './json-value.ts';
import { stricter } from './stricter.ts';
import type { LocalDifference, LocalResult, ReadPair } from './schema-difference.ts';
import type { Conditional, Parts, Schema } from './schema.ts';
import { isSameSchema } from './same-schema.ts';

/** Compares what two schemas rule out (`not`) and what they ask for on a condition (`if`, `then`, `else`). Pure. */
export const compareLogic = (pair: ReadPair): LocalResult => ({
  differences: [
    ...compareNots(pair),
    ...pair.outer.conditionals.flatMap((wanted) => compareConditional(pair, wanted)),
    ...compareParts(pair),
  ],
  pairs: [],
});

/**
 * One more schema in `allOf` that says nothing new of the properties that were there. It refuses nothing today, but
 * whoever added it meant a request to satisfy it.
 */
const compareParts = (pair: ReadPair): readonly LocalDifference[] => {
  const { base, head, direction, readers } = pair;
  if (direction === 'response' || base.parts.length < 2 || head.parts.length <= base.parts.length) return [];
  const isKept = (part: Parts[number]) => base.parts.some((own) => isSameSchema([own], [part], readers));
  const added = head.parts.filter((part) => !isKept(part));
  if (added.length !== head.parts.length - base.parts.length || added.length === 0) return [];
  const isEmpty = added.every(({ node }) => {
    const words = Object.keys(node as object).filter((word) => word !== 'type' && word !== 'properties');
    const names = Object.keys((node as { readonly properties?: object }).properties ?? {});
    return words.length === 0 && names.every((name) => base.properties.has(name));
  });
  const change = [`${base.parts.length} schemas`, `${head.parts.length} schemas`] as const;
  return isEmpty ? [stricter(pair, { keyword: 'allOf', change, impact: 'possible' })] : [];
};

const compareNots = (pair: ReadPair): readonly LocalDifference[] => {
  const { inner, outer, base, head } = pair;
  const text = ({ nots }: Schema) => (nots.length === 0 ? 'nothing ruled out' : `${nots.length} ruled out`);
  return outer.nots
    .filter((ruledOut) => !inner.nots.some((own) => isSame(pair, own, ruledOut)) && isWithinReach(pair, ruledOut))
    .map(() =>
      stricter(pair, {
        keyword: 'not',
        change: [text(base), text(head)],
        impact: inner.nots.length === 0 ? 'certain' : 'possible',
      }),
    );
};

/** Whether the inner schema accepts anything that could be ruled out. */
const isWithinReach = ({ inner, direction, readers }: ReadPair, ruledOut: Parts): boolean => {
  const reader = direction === 'request' ? readers.head : readers.base;
  const { types, values } = reader.read(ruledOut);
  if (inner.values !== null && values !== null) return [...values.keys()].some((text) => inner.values?.has(text));
  return [...types].some((type) => hasType(inner.types, type)) || [...inner.types].some((type) => hasType(types, type));
};

const compareConditional = (pair: ReadPair, wanted: Conditional): readonly LocalDifference[] => {
  const { inner, accepts, base, head } = pair;
  const like = inner.conditionals.find((own) => isSame(pair, own.if, wanted.if));
  if (like === undefined) {
    const text = ({ conditionals }: Schema) =>
      conditionals.length === 0 ? 'none' : `${conditionals.length} conditions`;
    return [stricter(pair, { keyword: 'if', change: [text(base), text(head)] })];
  }
  return (['then', 'else'] as const)
    .filter((word) => !accepts(like[word], wanted[word]))
    .map((word) => stricter(pair, { keyword: word, change: [null, null] }));
};

/** Both are given inner first; the memory of sameness is base first. */
const isSame = ({ direction, readers }: ReadPair, inner: Parts, outer: Parts): boolean =>
  direction === 'request' ? isSameSchema(inner, outer, readers) : isSameSchema(outer, inner, readers);
