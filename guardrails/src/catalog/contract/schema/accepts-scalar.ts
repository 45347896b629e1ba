import { hasType, typeOfValue } from './json-value.ts';
import { matchesPattern } from './pattern.ts';
import { isMultiple } from './multiples.ts';
import type { Schema } from './schema.ts';

/**
 * Whether the words of a schema that speak of texts and numbers accept a value. Formats and what is inside of arrays and
 * objects are taken as accepted: this only says what is certainly refused. Pure.
 */
export const acceptsScalar = (schema: Schema, value: unknown): boolean => {
  const type = typeOfValue(value);
  if (!hasType(schema.types, type)) return false;
  if (typeof value === 'string') return acceptsText(schema, value);
  return typeof value === 'number' ? acceptsNumber(schema, value) : true;
};

const acceptsText = ({ bounds, patterns }: Schema, value: string): boolean => {
  const length = Array.from(value).length;
  return (
    length >= (bounds.get('minLength') ?? 0) &&
    length <= (bounds.get('maxLength') ?? Infinity) &&
    [...patterns].every((pattern) => matchesPattern(pattern, value) !== false)
  );
};

const acceptsNumber = ({ bounds, multiplesOf }: Schema, value: number): boolean =>
  value >= (bounds.get('minimum') ?? -Infinity) &&
  value <= (bounds.get('maximum') ?? Infinity) &&
  value > (bounds.get('exclusiveMinimum') ?? -Infinity) &&
  value < (bounds.get('exclusiveMaximum') ?? Infinity) &&
  multiplesOf.every((unit) => isMultiple(value, unit));
