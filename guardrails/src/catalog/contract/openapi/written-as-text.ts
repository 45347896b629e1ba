import type { SchemaDifference, SchemaPair, SchemaReaders } from '../schema/compare-schemas.ts';
import type { JsonType, Schema } from '../schema/schema.ts';
import type { Encoding } from './api.ts';
import { parseMediaType } from './media-type.ts';

/**
 * How a value is written down. `json` keeps types apart; in `text` (parameters, headers, fields of forms, XML) a number
 * is a text of digits; in `list` a single value is a list of one as well (`?id=1` of an exploded form).
 */
export type Written = 'json' | 'text' | 'list';

/** How a parameter without a media type is written. Pure. */
export const writtenParameter = (place: string, { style, explode }: Encoding): Written =>
  (place === 'query' || place === 'cookie') && style === 'form' && explode ? 'list' : 'text';

/** How a body in a media type is written. Pure. */
export const writtenBody = (mediaType: string): Written => {
  const { type, subtype } = parseMediaType(mediaType);
  const isText = type === 'text' || /^(?:xml|x-www-form-urlencoded)$|\+xml$/.test(subtype);
  return isText ? 'text' : 'json';
};

/**
 * Whether a difference of types is none in the way that values are written: `5` is a number and a text. Only where what has to
 * be accepted is any text (or a list of such) does this hold. Pure.
 */
export const isNoneAsWritten = (
  found: SchemaDifference,
  { direction }: SchemaPair,
  { written, readers }: { readonly written: Written; readonly readers: SchemaReaders },
): boolean => {
  if (written === 'json' || found.keyword !== 'type') return false;
  const [base, head] = [readers.base.read(found.way.base), readers.head.read(found.way.head)];
  const [inner, outer] = direction === 'request' ? [base, head] : [head, base];
  const isWhole = found.way.steps.length === 0;
  if (isAnyText(outer)) return isWhole || areScalars(inner.types);
  return written === 'list' && isWhole && areScalars(inner.types) && isListOfText(outer, readers, direction);
};

const scalars: ReadonlySet<JsonType> = new Set(['string', 'integer', 'number', 'boolean']);

const areScalars = (types: ReadonlySet<JsonType>): boolean => [...types].every((type) => scalars.has(type));

const isAnyText = (schema: Schema): boolean =>
  schema.types.has('string') &&
  schema.values === null &&
  schema.formats.size + schema.patterns.size + schema.bounds.size + schema.nots.length === 0 &&
  schema.choices.length === 0;

const isListOfText = (schema: Schema, readers: SchemaReaders, direction: SchemaPair['direction']): boolean => {
  const reader = direction === 'request' ? readers.head : readers.base;
  const needed = schema.bounds.get('minItems') ?? 0;
  const isShort = needed <= 1 && schema.prefix.length === 0 && schema.contains.length === 0;
  return isShort && schema.types.has('array') && isAnyText(reader.read(schema.rest));
};
