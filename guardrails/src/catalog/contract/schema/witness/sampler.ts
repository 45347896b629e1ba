import type { Direction } from '../../difference.ts';
import type { Parts, Schema, SchemaReader } from '../schema.ts';

/** How values are made: from which sides, and how much of what is optional goes in. */
export type Sampler = {
  /** Reads the schemas that a value must satisfy. */
  readonly inner: SchemaReader;
  /** Reads those that it should satisfy as well, wherever it is not meant to show a difference. */
  readonly outer: SchemaReader;
  readonly direction: Direction;
  readonly isFull: boolean;
  readonly depth: number;
  /** How many more values may be made: schemas that branch and recur have no end of them. Counted down. */
  readonly budget: { calls: number };
};

/** What a value must satisfy, and what it should; null: nothing. */
export type Wanted = { readonly inner: Parts; readonly outer: Parts | null };

/** A value, or null where none was found. `{ value: null }` is the JSON null. */
export type Sample = { readonly value: unknown } | null;

/** Takes `sampleValue` as an argument, so that values in values can be made. */
export type SampleBelow = (wanted: Wanted, sampler: Sampler) => Sample;

/** The schemas at both sides, read. */
export type WantedSchemas = { readonly schema: Schema; readonly other: Schema | null };
