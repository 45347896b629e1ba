import { isUpperBound } from './merge-bounds.ts';
import { hasType } from './json-value.ts';
import { isMultiple } from './multiples.ts';
import { stricter } from './stricter.ts';
import type { LocalDifference, ReadPair } from './schema-difference.ts';
import type { BoundWord, Schema } from './schema.ts';

/** Compares the limits of two schemas and what their numbers must be multiples of. Pure. */
export const compareNumbers = (pair: ReadPair): readonly LocalDifference[] => [
  ...compareBounds(pair, 'certain'),
  ...compareMultiples(pair),
];

/**
 * Compares limits where one or both schemas list their values: a limit that tightens then refuses nothing, but somebody
 * meant it to, so it is told as possible.
 */
export const compareMootBounds = (pair: ReadPair): readonly LocalDifference[] => compareBounds(pair, 'possible');

const compareBounds = (pair: ReadPair, impact: 'certain' | 'possible'): readonly LocalDifference[] =>
  [...pair.outer.bounds]
    .filter(([word, limit]) => !holds(pair.inner, word, limit))
    .map(([word]) => {
      const change = [limitOf(pair.base, word), limitOf(pair.head, word)] as const;
      return stricter(pair, { keyword: word, change, impact: isAbout(pair.inner, word) ? impact : 'possible' });
    })
    .filter(
      (difference) => difference.impact === 'certain' || (difference.from !== noLimit && difference.to !== noLimit),
    );

const noLimit = 'no limit';

const subjects: Readonly<Record<BoundWord, 'string' | 'integer' | 'array' | 'object'>> = {
  minLength: 'string',
  maxLength: 'string',
  minimum: 'integer',
  maximum: 'integer',
  exclusiveMinimum: 'integer',
  exclusiveMaximum: 'integer',
  minItems: 'array',
  maxItems: 'array',
  minProperties: 'object',
  maxProperties: 'object',
};

const isAbout = ({ types }: Schema, word: BoundWord): boolean => hasType(types, subjects[word]);

const holds = (inner: Schema, word: BoundWord, limit: number): boolean => {
  const own = inner.bounds.get(word);
  if (own !== undefined && (isUpperBound(word) ? own <= limit : own >= limit)) return true;
  switch (word) {
    case 'minimum':
      return (inner.bounds.get('exclusiveMinimum') ?? -Infinity) >= limit;
    case 'maximum':
      return (inner.bounds.get('exclusiveMaximum') ?? Infinity) <= limit;
    case 'exclusiveMinimum':
      return (inner.bounds.get('minimum') ?? -Infinity) > limit;
    case 'exclusiveMaximum':
      return (inner.bounds.get('maximum') ?? Infinity) < limit;
    case 'minProperties':
      return inner.required.size >= limit;
    default:
      return false;
  }
};

const limitOf = ({ bounds }: Schema, word: BoundWord): string => {
  const limit = bounds.get(word);
  return limit === undefined ? noLimit : String(limit);
};

const compareMultiples = (pair: ReadPair): readonly LocalDifference[] => {
  const { inner, outer } = pair;
  if (!hasType(inner.types, 'integer')) return [];
  const units = inner.types.has('integer') ? [1, ...inner.multiplesOf] : inner.multiplesOf;
  const isKept = (unit: number) => units.some((own) => isMultiple(own, unit));
  if (outer.multiplesOf.every(isKept)) return [];
  const describe = ({ multiplesOf }: Schema) => (multiplesOf.length === 0 ? 'any' : multiplesOf.join(', '));
  return [stricter(pair, { keyword: 'multipleOf', change: [describe(pair.base), describe(pair.head)] })];
};
