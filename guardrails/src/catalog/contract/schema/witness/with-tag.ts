import { isRecord, member } from '../../document/parse-document.ts';
import type { Parts, Schema, SchemaReader } from '../schema.ts';

/** Which alternative was taken, of which schema. */
export type Tagging = { readonly owner: Schema; readonly parts: Parts; readonly reader: SchemaReader };

/** Sets the property that a `discriminator` looks at to what names the alternative, where the alternative does not itself. Pure. */
export const withTag = (value: unknown, { owner, parts, reader }: Tagging): unknown => {
  const { discriminator } = owner;
  if (discriminator === null || !isRecord(value)) return value;
  const { propertyName, mapping } = discriminator;
  const fixed = reader.read(parts).properties.get(propertyName);
  if (fixed !== undefined && reader.read(fixed).values !== null) return value;
  const reference = parts.map(({ node }) => member(node, '$ref')).findLast((target) => typeof target === 'string');
  if (typeof reference !== 'string') return value;
  const name = reference.split('/').at(-1) ?? reference;
  const tag = [...mapping].find(([, target]) => target === reference || target === name)?.[0] ?? name;
  return { ...value, [propertyName]: tag };
};
