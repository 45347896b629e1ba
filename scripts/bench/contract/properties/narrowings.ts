import type { Fields, Value } from '../witness/as-json-schema.ts';
import type { Random } from './random.ts';
import { replaceAt, schemaSites } from './schema-sites.ts';
import type { SchemaSite } from './schema-sites.ts';

/** A document and the same with one schema that accepts less. */
export type Narrowed = {
  readonly rule: string;
  readonly side: 'request' | 'response';
  readonly wide: Fields;
  readonly narrow: Fields;
};

type Rule = { readonly name: string; readonly apply: (schema: Fields, random: Random) => Fields | null };

const rules: readonly Rule[] = [
  { name: 'required', apply: requireMore },
  {
    name: 'enum value',
    apply: ({ enum: values, ...rest }) =>
      Array.isArray(values) && values.length > 1 ? { ...rest, enum: values.slice(1) } : null,
  },
  {
    name: 'maxLength',
    apply: (schema) =>
      schema['type'] === 'string' && !schema['enum'] && !schema['pattern'] ? { ...schema, maxLength: 4 } : null,
  },
  {
    name: 'minLength',
    apply: (schema) =>
      schema['type'] === 'string' && !schema['enum'] && !schema['pattern'] ? { ...schema, minLength: 4 } : null,
  },
  { name: 'maximum', apply: (schema) => (isNumber(schema) ? { ...schema, maximum: 3 } : null) },
  { name: 'minimum', apply: (schema) => (isNumber(schema) ? { ...schema, minimum: 2 } : null) },
  { name: 'integer', apply: (schema) => (schema['type'] === 'number' ? { ...schema, type: 'integer' } : null) },
  { name: 'minItems', apply: (schema) => (schema['type'] === 'array' ? { ...schema, minItems: 2 } : null) },
  { name: 'maxItems', apply: (schema) => (schema['type'] === 'array' ? { ...schema, maxItems: 1 } : null) },
  {
    name: 'uniqueItems',
    apply: (schema) =>
      schema['type'] === 'array' && Number(schema['maxItems'] ?? 9) > 1 ? { ...schema, uniqueItems: true } : null,
  },
  {
    name: 'closed',
    apply: (schema) =>
      schema['type'] === 'object' && schema['additionalProperties'] === undefined
        ? { ...schema, additionalProperties: false }
        : null,
  },
];

function requireMore(schema: Fields, random: Random): Fields | null {
  const { properties, required } = schema;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return null;
  const before = Array.isArray(required) ? (required as readonly Value[]) : [];
  const more = random.pick(Object.keys(properties).filter((name) => !before.includes(name)));
  return more === undefined ? null : { ...schema, required: [...before, more] };
}

const isNumber = (schema: Fields): boolean => schema['type'] === 'integer' || schema['type'] === 'number';

/** What a response may hold beyond what it names is not told for HTTP APIs: callers pass over it. */
const rulesOf = (side: SchemaSite['side']): readonly Rule[] =>
  side === 'request' ? rules : rules.filter(({ name }) => name !== 'closed');

/** Picks a schema of one side and a rule that applies to it; null where none does. Pure, by the random numbers given. */
export const narrow = (document: Fields, side: SchemaSite['side'], random: Random): Narrowed | null => {
  const sites = random.shuffle(schemaSites(document).filter((site) => site.side === side));
  for (const { path, schema } of sites)
    for (const { name, apply } of random.shuffle(rulesOf(side))) {
      const changed = apply(schema, random);
      if (changed === null || JSON.stringify(changed) === JSON.stringify(schema)) continue;
      return { rule: name, side, wide: document, narrow: replaceAt(document, path, () => changed) };
    }
  return null;
};
