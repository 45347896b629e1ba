import type { ReadPair, SchemaDifference } from './compare-schemas.ts';
import type { Schema } from './read-schema.ts';

/** Compares what two schemas say of a value itself: its types, allowed values, format and bounds. Pure. */
export const compareValues = (pair: ReadPair): readonly SchemaDifference[] => {
  const types = compareTypes(pair);
  // What no longer has the same type has no values or bounds to compare.
  return types.length > 0 ? types : [...compareEnumeration(pair), ...compareFormat(pair), ...compareBounds(pair)];
};

const compareTypes = (pair: ReadPair): readonly SchemaDifference[] => {
  const [inner, outer] = pair.direction === 'request' ? [pair.base, pair.head] : [pair.head, pair.base];
  return isWithin(inner, outer)
    ? []
    : [typeDifference(pair, 'type', [describeTypes(pair.base), describeTypes(pair.head)])];
};

/** Whether every type of `inner` is one of `outer`'s. */
const isWithin = (inner: Schema, outer: Schema): boolean => {
  if (outer.types === null) return true;
  if (inner.types === null) return false;
  const allowed = outer.types;
  return [...inner.types].every((type) => allowed.has(type) || (type === 'integer' && allowed.has('number')));
};

const describeTypes = (schema: Schema): string =>
  schema.types === null ? 'any' : [...schema.types].sort().join(' | ');

const compareEnumeration = (pair: ReadPair): readonly SchemaDifference[] => {
  const [base, head] = [pair.base.values, pair.head.values];
  const isRequest = pair.direction === 'request';
  if (base === null || head === null) {
    const isTighter = base === null && head !== null;
    if (base === head || isTighter !== isRequest) return [];
    return [typeDifference(pair, 'enum', [describeValues(base), describeValues(head)])];
  }
  const removed = [...base].filter((value) => !head.has(value));
  const added = [...head].filter((value) => !base.has(value));
  const breaking = isRequest ? removed : added;
  return [
    ...breaking.map((value) => ({
      ...typeDifference(pair, value, [null, null]),
      kind: isRequest ? ('request-enum-value-removed' as const) : ('response-enum-value-added' as const),
    })),
    ...(isRequest ? added : []).map((value) => ({
      ...typeDifference(pair, value, [null, null]),
      kind: 'addition' as const,
      impact: 'none' as const,
    })),
  ];
};

const describeValues = (values: ReadonlySet<string> | null): string =>
  values === null ? 'any value' : [...values].slice(0, 8).join(', ');

const compareFormat = (pair: ReadPair): readonly SchemaDifference[] => {
  const [base, head] = [pair.base.format, pair.head.format];
  const [inner, outer] = pair.direction === 'request' ? [base, head] : [head, base];
  if (outer === null || inner === outer || widerFormats.get(inner ?? '') === outer) return [];
  return [typeDifference(pair, 'format', [base ?? 'any', head ?? 'any'])];
};

const widerFormats: ReadonlyMap<string, string> = new Map([
  ['int32', 'int64'],
  ['float', 'double'],
]);

const compareBounds = (pair: ReadPair): readonly SchemaDifference[] => {
  const [inner, outer] = pair.direction === 'request' ? [pair.base, pair.head] : [pair.head, pair.base];
  return [...outer.bounds].flatMap(([word, limit]) => {
    const own = inner.bounds.get(word);
    const holds = own !== undefined && (isUpper(word) ? own <= limit : own >= limit);
    if (holds || isImplied(word, limit)) return [];
    const text = (value: number | undefined) => (value === undefined ? 'no limit' : String(value));
    return [typeDifference(pair, word, [text(pair.base.bounds.get(word)), text(pair.head.bounds.get(word))])];
  });
};

const isUpper = (word: string): boolean => /max/i.test(word);

/** `minLength: 0` and its like say nothing. */
const isImplied = (word: string, limit: number): boolean => /^min(Length|Items|Properties)$/.test(word) && limit <= 0;

const typeDifference = (
  pair: ReadPair,
  subject: string,
  [from, to]: readonly [string | null, string | null],
): SchemaDifference => ({
  kind: pair.direction === 'request' ? 'type-narrowed' : 'type-widened',
  impact: 'certain',
  subject,
  where: `${pair.place}${pair.trail === '' ? 'schema' : `property ${pair.trail}`}`,
  from,
  to,
  basePointer: pair.base.pointer,
  headPointer: pair.head.pointer,
});
