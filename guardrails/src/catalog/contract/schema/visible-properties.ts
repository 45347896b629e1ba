import type { Direction } from '../difference.ts';
import type { Parts, Schema, SchemaReader } from './schema.ts';

/** `readOnly` properties are no part of a request, `writeOnly` ones none of a response. */
export const visibleProperties = (
  schema: Schema,
  { reader, direction }: { readonly reader: SchemaReader; readonly direction: Direction },
): ReadonlyMap<string, Parts> => {
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly';
  return new Map([...schema.properties].filter(([, parts]) => reader.read(parts).access !== hidden));
};
