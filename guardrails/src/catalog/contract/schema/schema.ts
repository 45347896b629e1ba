import type { Located } from '../document/resolve-reference.ts';

/** The types of JSON Schema. `number` covers `integer`: a set never holds both. */
export type JsonType = 'null' | 'boolean' | 'string' | 'integer' | 'number' | 'array' | 'object';

/** How a schema was written: an OpenAPI (or Swagger) version, or a draft of JSON Schema. */
export type SchemaDialect = '2.0' | '3.0' | '3.1' | '3.2' | 'draft-04' | 'draft-07' | '2019-09' | '2020-12';

/** Schemas that all have to hold. None: anything is accepted. */
export type Parts = readonly Located[];

/** Words that limit a number of things. */
export type BoundWord =
  | 'minLength'
  | 'maxLength'
  | 'minimum'
  | 'maximum'
  | 'exclusiveMinimum'
  | 'exclusiveMaximum'
  | 'minItems'
  | 'maxItems'
  | 'minProperties'
  | 'maxProperties';

/** `oneOf` or `anyOf` with more than one member. */
export type Choice = { readonly kind: 'oneOf' | 'anyOf'; readonly members: readonly Located[] };

/** `discriminator` of OpenAPI. */
export type Discriminator = { readonly propertyName: string; readonly mapping: ReadonlyMap<string, string> };

/** `contains` with its limits. */
export type Contains = { readonly parts: Parts; readonly min: number; readonly max: number };

/** `if`, `then`, `else`. */
export type Conditional = { readonly if: Parts; readonly then: Parts; readonly else: Parts };

/**
 * The normal form of a JSON Schema: references followed, `allOf` merged, `nullable` and `const` unfolded, drafts made
 * alike. What is written in two ways and accepts the same reads the same, as far as that is cheap to see.
 */
export type Schema = {
  /** Where it stands: for a mere `$ref`, where that leads. */
  readonly pointer: string;
  readonly file: string | undefined;
  /** False when a part of it is out of reach (another file, a dynamic reference): then nothing can be said of it. */
  readonly isKnown: boolean;
  readonly types: ReadonlySet<JsonType>;
  /** The allowed values by their canonical text; null: not restricted. */
  readonly values: ReadonlyMap<string, unknown> | null;
  /** Canonical texts of `x-extensible-enum`: values that readers must expect to grow. */
  readonly extensibleValues: ReadonlySet<string> | null;
  readonly formats: ReadonlySet<string>;
  readonly patterns: ReadonlySet<string>;
  readonly bounds: ReadonlyMap<BoundWord, number>;
  readonly multiplesOf: readonly number[];
  /** `contentMediaType` and `contentEncoding`. */
  readonly content: ReadonlyMap<string, string>;
  readonly contentSchema: Parts;
  /** By name, with all that patterns and closed neighbours say of that name. */
  readonly properties: ReadonlyMap<string, Parts>;
  readonly patternProperties: ReadonlyMap<string, Parts>;
  /** What holds for properties that are neither named nor matched. */
  readonly additional: Parts;
  readonly required: ReadonlySet<string>;
  readonly dependentRequired: ReadonlyMap<string, ReadonlySet<string>>;
  readonly dependentSchemas: ReadonlyMap<string, Parts>;
  readonly propertyNames: Parts;
  readonly prefix: readonly Parts[];
  /** What holds for items after the prefix. */
  readonly rest: Parts;
  readonly contains: readonly Contains[];
  readonly isUnique: boolean;
  readonly nots: readonly Parts[];
  readonly conditionals: readonly Conditional[];
  readonly choices: readonly Choice[];
  /** The schema objects that it was merged from: its own and those of `$ref` and `allOf`. */
  readonly parts: Parts;
  /** All of it but its choices. */
  readonly core: Parts;
  readonly discriminator: Discriminator | null;
  readonly access: 'readOnly' | 'writeOnly' | null;
  /** Canonical text of `default`. */
  readonly defaultValue: string | null;
};

/** Reads schemas of one document (or of several that refer to each other). The same schema is answered with the same object. */
export type SchemaReader = {
  readonly read: (parts: Parts) => Schema;
  readonly resolve: (located: Located) => Located | null;
  readonly dialect: SchemaDialect;
};
