import { stricter } from './stricter.ts';
import type { LocalDifference, LocalPair, LocalResult, ReadPair } from './schema-difference.ts';
import type { Contains, Parts, Schema } from './schema.ts';

/** Compares what two schemas say of the items of an array. Pure. */
export const compareArrays = (pair: ReadPair): LocalResult => {
  if (!pair.inner.types.has('array') || !pair.outer.types.has('array')) return { differences: [], pairs: [] };
  const differences = pair.outer.contains.flatMap((wanted) => compareContains(pair, wanted));
  return {
    differences: [...differences, ...comparePlaces(pair), ...compareUnique(pair)],
    pairs: itemPairs(pair),
  };
};

/** A place that one side describes and the other leaves open is like a property that is new or gone. */
const isOnlyDescribed = ({ openness }: ReadPair, base: Parts, head: Parts): boolean =>
  openness === 'tolerant' && (base.length === 0 || head.length === 0);

const comparePlaces = (pair: ReadPair): readonly LocalDifference[] => {
  const { base, head, direction } = pair;
  const [before, now] = [base.prefix.length, head.prefix.length];
  const isMissed = direction === 'request' ? now < before : now > before;
  const open = direction === 'request' ? head : base;
  if (pair.openness === 'strict' || !isMissed || open.rest.length > 0) return [];
  const change = [`${before} described`, `${now} described`] as const;
  return [stricter(pair, { keyword: 'prefixItems', change, impact: 'possible' })];
};

const itemPairs = (pair: ReadPair): readonly LocalPair[] => {
  const { base, head } = pair;
  const length = Math.max(base.prefix.length, head.prefix.length);
  const fixed = Array.from({ length }, (_, index): LocalPair => ({
    key: index,
    name: `[${index}]`,
    base: itemAt(base, index),
    head: itemAt(head, index),
  }));
  const rest: LocalPair = { key: length, name: '[]', base: base.rest, head: head.rest };
  const isDescribed = (item: LocalPair) => item.base.length + item.head.length > 0;
  return [...fixed.filter((item) => !isOnlyDescribed(pair, item.base, item.head)), rest].filter(isDescribed);
};

const itemAt = ({ prefix, rest }: Schema, index: number): Parts => prefix[index] ?? rest;

const compareContains = (pair: ReadPair, wanted: Contains): readonly LocalDifference[] => {
  const { inner, accepts } = pair;
  if (wanted.min <= 0 && wanted.max === Infinity) return [];
  const like = inner.contains.find(({ parts }) => accepts(parts, wanted.parts));
  if (like === undefined) {
    const text = ({ contains }: Schema) => (contains.length === 0 ? 'none' : 'by a schema');
    return [stricter(pair, { keyword: 'contains', change: [text(pair.base), text(pair.head)] })];
  }
  const change = (one: number, other: number): readonly [string, string] =>
    pair.direction === 'request' ? [String(one), String(other)] : [String(other), String(one)];
  return [
    ...(like.min < wanted.min
      ? [stricter(pair, { keyword: 'minContains', change: change(like.min, wanted.min) })]
      : []),
    ...(like.max > wanted.max
      ? [stricter(pair, { keyword: 'maxContains', change: change(like.max, wanted.max) })]
      : []),
  ];
};

const compareUnique = (pair: ReadPair): readonly LocalDifference[] => {
  const { inner, outer, base, head } = pair;
  if (!outer.isUnique || inner.isUnique || (inner.bounds.get('maxItems') ?? 2) <= 1) return [];
  return [stricter(pair, { keyword: 'uniqueItems', change: [String(base.isUnique), String(head.isUnique)] })];
};
