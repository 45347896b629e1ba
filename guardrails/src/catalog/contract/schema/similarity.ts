import { hasType } from './json-value.ts';
import type { Schema, SchemaReader } from './schema.ts';

/** How alike two alternatives are, from 0 (nothing in common) to 2. `readers` are of the first and of the second. Pure. */
export const similarity = (one: Schema, other: Schema, readers: readonly [SchemaReader, SchemaReader]): number => {
  const shared = [...one.types].filter(
    (type) => hasType(other.types, type) || (type === 'number' && other.types.has('integer')),
  );
  if (shared.length === 0) return 0;
  if (!shared.includes('object')) return 0.6;
  const names = new Set([...one.properties.keys(), ...other.properties.keys()]);
  if (names.size === 0) return 0.6;
  const both = [...names].filter((name) => one.properties.has(name) && other.properties.has(name));
  const tags = both.map((name) => compareTags([one, other], readers, name));
  if (tags.includes('different')) return 0;
  return both.length / names.size + (tags.includes('equal') ? 1 : 0);
};

/** A property with one allowed value says which alternative this is. */
const compareTags = (
  [one, other]: readonly [Schema, Schema],
  readers: readonly [SchemaReader, SchemaReader],
  name: string,
): 'equal' | 'different' | 'none' => {
  const left = readers[0].read(one.properties.get(name) ?? []).values;
  const right = readers[1].read(other.properties.get(name) ?? []).values;
  if (left === null || right === null || left.size !== 1 || right.size !== 1) return 'none';
  return [...left.keys()][0] === [...right.keys()][0] ? 'equal' : 'different';
};
