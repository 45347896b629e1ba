import { isRecord } from '../document/parse-document.ts';
import type { JsonType } from './schema.ts';

const maximumDepth = 64;

/** The text of a JSON value with the keys of objects in order: equal values have equal texts. Deeper than 64 levels it is cut. */
export const canonicalText = (value: unknown, depth = 0): string => {
  if (depth > maximumDepth) return '"…"';
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item, depth + 1)).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value ?? null);
  const entries = Object.keys(value).sort();
  return `{${entries.map((key) => `${JSON.stringify(key)}:${canonicalText(value[key], depth + 1)}`).join(',')}}`;
};

/** The narrowest type of a JSON value. */
export const typeOfValue = (value: unknown): JsonType => {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'string' || typeof value === 'boolean' ? (typeof value as 'string' | 'boolean') : 'object';
};

/** Whether a set of types holds a type; `number` holds `integer`. */
export const hasType = (types: ReadonlySet<JsonType>, type: JsonType): boolean =>
  types.has(type) || (type === 'integer' && types.has('number'));
