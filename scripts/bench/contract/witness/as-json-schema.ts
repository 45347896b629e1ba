/** A value of a document. */
export type Value = string | number | boolean | null | readonly Value[] | Fields;
/** An object of a document. */
export type Fields = { readonly [key: string]: Value };

/** Which way a body goes: a request leaves out what is readOnly, a response what is writeOnly. */
export type Side = 'request' | 'response';

/**
 * A whole OpenAPI document as one JSON Schema whose `$ref` at the root points at one of its schemas, so that references
 * resolve as they stand. Written apart from the comparison, for checking its witnesses: OpenAPI 3.0's `nullable` and boolean
 * exclusive bounds become JSON Schema, `required` loses what that side leaves out. Pure.
 * @param pointer JSON pointer of the schema in the document, `/paths/~1a/post/…`
 */
export const asJsonSchema = (document: Fields, pointer: string, side: Side): Fields => ({
  ...translated(document, side),
  // A path of an API may hold what means something in the fragment of an address.
  $ref: `#${pointer.replaceAll('%', '%25').replaceAll('#', '%23')}`,
});

const remembered = new WeakMap<Fields, Map<Side, Fields>>();

/** A large document is translated once a side, however many witnesses are checked against it. */
const translated = (document: Fields, side: Side): Fields => {
  const known = remembered.get(document) ?? new Map<Side, Fields>();
  remembered.set(document, known);
  const before = known.get(side);
  if (before !== undefined) return before;
  const is30 = /^3\.0/.test(wordOf(document['openapi'])) || document['swagger'] !== undefined;
  const fresh = translate(document, { is30, side, inMap: false }) as Fields;
  known.set(side, fresh);
  return fresh;
};

type Context = { readonly is30: boolean; readonly side: Side; readonly inMap: boolean };

const maps = new Set(['properties', 'schemas', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);
const data = new Set(['example', 'examples', 'default', 'enum', 'const']);

const translate = (node: Value, context: Context): Value => {
  if (Array.isArray(node))
    return (node as readonly Value[]).map((item) => translate(item, { ...context, inMap: false }));
  if (!isFields(node)) return node;
  const children = Object.entries(node)
    .filter(([key]) => context.inMap || !/^(example|examples|discriminator|xml|externalDocs|id|\$id)$/.test(key))
    .map(
      ([key, value]) =>
        [
          key,
          !context.inMap && data.has(key)
            ? value
            : translate(value, { ...context, inMap: !context.inMap && maps.has(key) }),
        ] as const,
    );
  const copy = Object.fromEntries(children);
  return context.inMap ? copy : bounds(nullable(withoutLeftOut(copy, node, context), context), context);
};

const wordOf = (value: Value | undefined): string => (typeof value === 'object' ? '' : String(value ?? ''));

const isFields = (value: Value | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `required` without what the side never sends. References of properties are not followed: what stands there counts. */
const withoutLeftOut = (copy: Fields, { properties, required }: Fields, { side }: Context): Fields => {
  if (!Array.isArray(required) || !isFields(properties)) return copy;
  const word = side === 'request' ? 'readOnly' : 'writeOnly';
  const kept = (required as readonly Value[]).filter((name) => {
    const property = properties[wordOf(name)];
    return !(isFields(property) && property[word] === true);
  });
  return { ...copy, required: kept };
};

const nullable = (schema: Fields, { is30 }: Context): Fields => {
  if (!is30 || schema['nullable'] !== true) return schema;
  const rest = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'nullable'));
  // OpenAPI 3.0.3: nullable means something only beside a type of the same schema.
  if (typeof rest['type'] !== 'string') return rest;
  const list = rest['enum'];
  const withNull = Array.isArray(list) && !list.includes(null) ? list : undefined;
  return { ...rest, type: [rest['type'], 'null'], ...(withNull === undefined ? {} : { enum: withNull }) };
};

const bounds = (schema: Fields, { is30 }: Context): Fields => {
  if (!is30) return schema;
  const copy: { [key: string]: Value } = { ...schema };
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof copy[flag] !== 'boolean') continue;
    const limit = copy[bound];
    if (copy[flag] && limit !== undefined) {
      copy[flag] = limit;
      Reflect.deleteProperty(copy, bound);
    } else Reflect.deleteProperty(copy, flag);
  }
  return copy;
};
