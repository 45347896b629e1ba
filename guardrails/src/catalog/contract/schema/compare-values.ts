import { compareMootBounds, compareNumbers } from './compare-numbers.ts';
import { hasType } from './json-value.ts';
import { acceptsScalar } from './accepts-scalar.ts';
import { stricter } from './stricter.ts';
import type { LocalDifference, ReadPair } from './schema-difference.ts';
import type { Schema } from './schema.ts';

/** Compares what two schemas say of a value itself: its allowed values, format, pattern and bounds. Pure. */
export const compareValues = (pair: ReadPair): readonly LocalDifference[] => {
  if (pair.base.extensibleValues !== null && pair.head.extensibleValues !== null) return compareExtensible(pair);
  if (pair.inner.values !== null) return compareListed(pair, pair.inner.values);
  return [...compareUnlisted(pair), ...compareFormats(pair), ...comparePatterns(pair), ...compareNumbers(pair)];
};

/** `x-extensible-enum` may grow; what a request may hold must not shrink. */
const compareExtensible = (pair: ReadPair): readonly LocalDifference[] => {
  const base = pair.base.extensibleValues ?? new Set<string>();
  const head = pair.head.extensibleValues ?? new Set<string>();
  if (pair.direction === 'response') return [];
  return [...base]
    .filter((value) => !head.has(value))
    .map((value) => ({ ...enumDifference(pair, value), keyword: 'x-extensible-enum', impact: 'possible' as const }));
};

const compareListed = (pair: ReadPair, listed: ReadonlyMap<string, unknown>): readonly LocalDifference[] => {
  const { outer, direction } = pair;
  const lost = [...listed].filter(([text, value]) => !accepts(outer, text, value)).map(([text]) => text);
  const isGrowing = direction === 'response' && outer.extensibleValues !== null;
  const gained =
    direction === 'request' && outer.values !== null
      ? [...outer.values.keys()].filter((text) => !listed.has(text))
      : [];
  return [
    ...lost.map((text) => (isGrowing ? addedValue(text) : enumDifference(pair, text))),
    ...gained.map(addedValue),
    ...(lost.length === 0 ? compareMootBounds(pair) : []),
  ];
};

const accepts = (outer: Schema, text: string, value: unknown): boolean =>
  outer.values === null ? acceptsScalar(outer, value) : outer.values.has(text);

const enumDifference = ({ direction }: ReadPair, text: string): LocalDifference => ({
  kind: direction === 'request' ? 'request-enum-value-removed' : 'response-enum-value-added',
  impact: 'certain',
  keyword: 'enum',
  subject: text,
  from: null,
  to: null,
});

const addedValue = (text: string): LocalDifference => ({
  kind: 'addition',
  impact: 'none',
  keyword: 'enum',
  subject: text,
  from: null,
  to: null,
});

const compareUnlisted = (pair: ReadPair): readonly LocalDifference[] => {
  if (pair.outer.values === null) return [];
  return [stricter(pair, { keyword: 'enum', change: [describeValues(pair.base), describeValues(pair.head)] })];
};

const describeValues = ({ values }: Schema): string =>
  values === null ? 'any value' : [...values.keys()].slice(0, 8).join(', ');

const compareFormats = (pair: ReadPair): readonly LocalDifference[] => {
  const { inner, outer } = pair;
  const isKept = (format: string) =>
    inner.formats.has(format) || [...inner.formats].some((own) => widerFormats.get(own)?.includes(format) === true);
  return [...outer.formats]
    .filter((format) => !isKept(format))
    .map((format) =>
      stricter(pair, {
        keyword: 'format',
        change: [describeFormat(pair.base), describeFormat(pair.head)],
        impact: unchecked.has(format) || isBesideThePoint(inner, format) ? 'possible' : 'certain',
      }),
    );
};

const widerFormats: ReadonlyMap<string, readonly string[]> = new Map([
  ['int32', ['int64', 'float', 'double']],
  ['float', ['double']],
  ['uri', ['uri-reference', 'iri', 'iri-reference']],
  ['email', ['idn-email']],
  ['hostname', ['idn-hostname']],
  ['date-time', ['iso-date-time']],
  ['json-pointer', ['json-pointer-uri-fragment']],
]);

/** Formats that tell people something and refuse nothing. */
const unchecked = new Set(['password', 'binary', 'byte', 'float', 'double', 'int64']);

const numberFormats = new Set(['int32', 'int64', 'float', 'double']);

/** A format of numbers says nothing of a text, nor the other way round. */
const isBesideThePoint = ({ types }: Schema, format: string): boolean =>
  numberFormats.has(format) ? !hasType(types, 'integer') : !types.has('string');

const describeFormat = ({ formats }: Schema): string => (formats.size === 0 ? 'any' : [...formats].sort().join(', '));

const comparePatterns = (pair: ReadPair): readonly LocalDifference[] => {
  const { inner, outer } = pair;
  if (!inner.types.has('string')) return [];
  if ([...outer.patterns].every((pattern) => inner.patterns.has(pattern))) return [];
  const fact = stricter(pair, {
    keyword: 'pattern',
    change: [describePatterns(pair.base), describePatterns(pair.head)],
    impact: inner.patterns.size === 0 ? 'certain' : 'possible',
  });
  // Callers show what they are answered; hardly one of them refuses a text for its pattern.
  return [pair.direction === 'response' && pair.openness === 'tolerant' ? { ...fact, impact: 'note' } : fact];
};

const describePatterns = ({ patterns }: Schema): string =>
  patterns.size === 0 ? 'any text' : [...patterns].join(' and ');
