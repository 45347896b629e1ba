import { dump } from 'js-yaml';
import type { Fields, Value } from '../witness/as-json-schema.ts';
import type { Random } from './random.ts';
import { mapSchemas } from './schema-sites.ts';

/** A way to write the same contract otherwise. */
export type Rewrite = { readonly name: string; readonly apply: (document: Fields, random: Random) => string };

const json = (document: Value): string => JSON.stringify(document, null, 2);

/** Rewrites after which nothing has changed for anybody. Pure, by the random numbers given. */
export const neutralRewrites: readonly Rewrite[] = [
  { name: 'as it is', apply: (document) => json(document) },
  { name: 'reordered', apply: (document, random) => json(reorder(document, random)) },
  { name: 'as YAML', apply: (document) => dump(document, { noRefs: true }) },
  { name: 'on one line', apply: (document) => JSON.stringify(document) },
  { name: 'every schema in components', apply: (document) => json(hoist(document)) },
  {
    name: 'wrapped in an allOf of one',
    apply: (document, random) =>
      json(mapSchemas(document, (schema) => (random.below(2) === 0 ? { allOf: [schema] } : schema))),
  },
  {
    name: 'described otherwise',
    apply: (document) => json(mapSchemas(document, (schema) => ({ ...schema, description: 'told anew', title: 'T' }))),
  },
  { name: 'type as a list of one', apply: (document) => json(typeLists(document)) },
];

const reorder = (node: Value, random: Random, key = ''): Value => {
  if (Array.isArray(node)) {
    const items = (node as readonly Value[]).map((item) => reorder(item, random));
    return ['required', 'enum', 'parameters', 'anyOf', 'oneOf', 'allOf'].includes(key) ? random.shuffle(items) : items;
  }
  if (typeof node !== 'object' || node === null) return node;
  const entries = random.shuffle(Object.entries(node as Fields));
  return Object.fromEntries(entries.map(([name, value]) => [name, reorder(value, random, name)]));
};

const hoist = (document: Fields): Fields => {
  const schemas: { [name: string]: Value } = {};
  const moved = mapSchemas(document, (schema) => {
    const name = `S${Object.keys(schemas).length}`;
    schemas[name] = schema;
    return { $ref: `#/components/schemas/${name}` };
  });
  return { ...moved, components: { schemas } };
};

const typeLists = (document: Fields): Fields =>
  document['openapi'] === '3.1.0'
    ? mapSchemas(document, (schema) =>
        typeof schema['type'] === 'string' ? { ...schema, type: [schema['type']] } : schema,
      )
    : document;
