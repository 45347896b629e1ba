import { differenceKey, mergeDifferences } from '../difference.ts';
import type { Difference } from '../difference.ts';
import type { SchemaReaders } from '../schema/compare-schemas.ts';
import { findWitness } from '../schema/witness/find-witness.ts';
import type { Witness } from '../schema/witness/witness.ts';
import type { ValueDifference } from './compare-values.ts';

/** A fact is met in as many bodies as share its schema; a few of them are enough to look for an example in. */
const mostOrigins = 3;

/**
 * Tells each fact once, with the operations that it reaches, and looks for a verified example of those that schemas
 * differ in: what has one is `proven`, what has none is `possible`. Deterministic.
 */
export const proveDifferences = (
  differences: readonly ValueDifference[],
  readers: SchemaReaders,
): readonly Difference[] => {
  const origins = new Map<string, Required<ValueDifference>['origin'][]>();
  for (const difference of differences) {
    if (difference.origin === undefined) continue;
    const key = differenceKey(difference);
    const known = origins.get(key) ?? [];
    if (known.length < mostOrigins) origins.set(key, [...known, difference.origin]);
  }
  return mergeDifferences(differences.map(withoutOrigin)).map((difference) => {
    const own = origins.get(differenceKey(difference));
    if (own === undefined || difference.impact === 'note') return difference;
    const witness = firstWitness(own, readers);
    return witness === null ? { ...difference, grade: 'possible' } : { ...difference, grade: 'proven', witness };
  });
};

const withoutOrigin = (difference: ValueDifference): Difference => {
  const copy = { ...difference };
  delete copy.origin;
  return copy;
};

const firstWitness = (
  origins: readonly Required<ValueDifference>['origin'][],
  readers: SchemaReaders,
): Witness | null => {
  for (const { pair, found } of origins) {
    const { base, head, direction } = pair;
    const witness = findWitness({ base, head, direction, difference: found }, readers);
    if (witness !== null) return witness;
  }
  return null;
};
