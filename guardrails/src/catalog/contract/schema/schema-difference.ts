import type { Difference, Direction, SchemaDifferenceKind } from '../difference.ts';
import type { Located } from '../document/resolve-reference.ts';
import type { Parts, Schema, SchemaReader } from './schema.ts';
import type { Compiler, Validator } from './witness/compile-validator.ts';
import type { Witness } from './witness/witness.ts';

/**
 * How sure a finding is. `proven`: a value was found and verified. `certain`: what was there is gone, no schema is needed
 * to see it. `possible`: a rule fired and no value was found.
 */
export type Grade = 'proven' | 'certain' | 'possible';

/**
 * How the fields of objects are taken. `tolerant`: as HTTP APIs do, a new field of an answer breaks nobody and a field
 * that goes may be missed. `strict`: by the letter, as a validating reader of events does.
 */
export type Openness = 'tolerant' | 'strict';

/** A schema at base, what it became at head, and how one gets there. */
export type SchemaPair = {
  readonly base: Located;
  readonly head: Located;
  readonly direction: Direction;
  /** `response 200, `: what stands before the property in {@link Difference.where}. */
  readonly place: string;
  /** `items[].owner`; empty at the top. */
  readonly trail: string;
  /** Default `tolerant`. */
  readonly openness?: Openness;
};

/** One step from a value into it. A step without `key` stays at the value and knows it more closely: a choice was made. */
export type Step = {
  readonly key: string | number | null;
  /** What holds for the value *before* the step is taken. */
  readonly base: Parts;
  readonly head: Parts;
};

/** The way from the root schema to where two schemas differ, and what they are there. For {@link findWitness}. */
export type Way = { readonly steps: readonly Step[]; readonly base: Parts; readonly head: Parts };

/** What a comparison of two schemas found, without the operation that led there. */
export type SchemaDifference = Omit<Difference, 'operations' | 'kind'> & {
  readonly kind: SchemaDifferenceKind | 'addition';
  readonly direction: Direction;
  /** The word of JSON Schema that differs: `type`, `enum`, `maxLength`, `required`, `properties`, … */
  readonly keyword: string;
  /** The property that it is about, where it is about one of the object at the end of the way. */
  readonly property: string | null;
  readonly way: Way;
  readonly grade: Grade;
  readonly witness?: Witness;
};

/** The readers of both documents, and what was found out with them. */
export type SchemaReaders = {
  readonly base: SchemaReader;
  readonly head: SchemaReader;
  readonly memory: SchemaMemory;
};

/** Remembers what pairs of schemas were found to be, so that a shared schema is looked at once. */
export type SchemaMemory = {
  /** Node at one side → node at the other → whether they say the same, word by word. */
  readonly same: WeakMap<object, WeakMap<object, boolean>>;
  /** `direction openness` → schema → schema → what differs right here. */
  readonly local: Map<string, WeakMap<Schema, WeakMap<Schema, LocalResult>>>;
  /** Inner → outer → whether all that the one accepts the other does. */
  readonly subset: Map<string, WeakMap<Schema, WeakMap<Schema, boolean>>>;
  /** `base request` → what makes validators of that side; node → the validators made of it. */
  readonly compilers: Map<string, Compiler>;
  readonly validators: WeakMap<object, Map<string, Validator | null>>;
  /** How much work is left for questions that can blow up. Deterministic: counted, not timed. */
  readonly budget: { subsetPairs: number; witnessNodes: number };
};

/** Creates the readers' shared memory around two readers. One pair of documents, one object. */
export const createSchemaReaders = (base: SchemaReader, head: SchemaReader): SchemaReaders => ({
  base,
  head,
  memory: {
    same: new WeakMap(),
    local: new Map(),
    subset: new Map(),
    compilers: new Map(),
    validators: new WeakMap(),
    budget: { subsetPairs: 200_000, witnessNodes: 400_000 },
  },
});

/** A pair, read. `inner` is what was promised to be accepted, `outer` what has to accept it. */
export type ReadPair = {
  readonly base: Schema;
  readonly head: Schema;
  readonly inner: Schema;
  readonly outer: Schema;
  readonly direction: Direction;
  readonly openness: Openness;
  readonly readers: SchemaReaders;
  /** Whether the one side's schema accepts all that the other's accepts. Both are of this pair's sides. */
  readonly accepts: (inner: Parts, outer: Parts) => boolean;
};

/** What differs between two schemas themselves, without what is below them. */
export type LocalDifference = {
  readonly kind: SchemaDifference['kind'];
  readonly impact: Difference['impact'];
  readonly keyword: string;
  readonly subject: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly property?: string;
  /** Where the element stands, if not at the schema itself. */
  readonly baseAt?: Located | undefined;
  readonly headAt?: Located | undefined;
  /** Base never had it: then no pointer of base is told. */
  readonly isNew?: boolean;
  /** What the value is more closely, where a choice was looked at. */
  readonly within?: { readonly base: Parts; readonly head: Parts };
};

/** The key of a step that leads into a text: no value can be built for it. */
export const intoText = '\u0000content';

/** Two schemas below, still to be compared. `key` null: the same value, known more closely. */
export type LocalPair = {
  readonly key: string | number | null;
  /** What the trail gains: `owner`, `[]`, `*`, or nothing. */
  readonly name: string;
  readonly base: Parts;
  readonly head: Parts;
};

/** What comparing one pair of schemas says. */
export type LocalResult = { readonly differences: readonly LocalDifference[]; readonly pairs: readonly LocalPair[] };
