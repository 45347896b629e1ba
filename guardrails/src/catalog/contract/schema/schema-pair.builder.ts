import { resolveReference } from '../document/resolve-reference.ts';
import type { Direction } from '../difference.ts';
import { compareSchemas, createSchemaReaders } from './compare-schemas.ts';
import type { Openness, SchemaDifference, SchemaReaders } from './schema-difference.ts';
import { createSchemaReader } from './read-schema.ts';
import type { SchemaDialect } from './schema.ts';
import { findWitness } from './witness/find-witness.ts';
import type { Witness } from './witness/witness.ts';

/** Two schemas for a test; definitions stand in each schema's own `$defs`. */
export type SchemaPairOptions = {
  readonly direction?: Direction;
  readonly dialect?: SchemaDialect;
  readonly openness?: Openness;
};

/** A difference and what was found to show it. */
export type Shown = SchemaDifference & { readonly shownBy: Witness | null };

/** Readers of two documents that are nothing but a schema each. */
export const readersOf = (base: unknown, head: unknown, dialect: SchemaDialect = '2020-12'): SchemaReaders =>
  createSchemaReaders(
    createSchemaReader((located) => resolveReference(base, located), dialect),
    createSchemaReader((located) => resolveReference(head, located), dialect),
  );

/** Compares two schemas, additions left out, and looks for a witness of each difference. */
export const compareTwo = (base: unknown, head: unknown, options: SchemaPairOptions = {}): readonly Shown[] => {
  const { direction = 'request', dialect = '2020-12', openness = 'tolerant' } = options;
  const readers = readersOf(base, head, dialect);
  const sides = { base: { node: base, pointer: '' }, head: { node: head, pointer: '' }, direction };
  return compareSchemas({ ...sides, place: '', trail: '', openness }, readers)
    .filter(({ impact }) => impact !== 'none')
    .map((difference) => ({ ...difference, shownBy: findWitness({ ...sides, difference }, readers) }));
};
