import fc from 'fast-check';

/** A JSON Schema 2020-12 as data. */
export type SchemaData = { readonly [word: string]: unknown };

const names = ['id', 'name', 'tags', 'size', 'owner'] as const;

const texts = fc.oneof(
  fc.constant<SchemaData>({ type: 'string' }),
  fc.record({ type: fc.constant('string'), minLength: fc.nat(3), maxLength: fc.integer({ min: 4, max: 20 }) }),
  fc.constantFrom<SchemaData>(
    { type: 'string', format: 'uuid' },
    { type: 'string', format: 'date-time' },
    { type: 'string', pattern: '^[a-z]{1,8}$' },
    { type: ['string', 'null'] },
  ),
  fc
    .uniqueArray(fc.constantFrom('red', 'green', 'blue', 'grey'), { minLength: 1, maxLength: 4 })
    .map((values): SchemaData => ({ enum: values })),
);

const numbers = fc.oneof(
  fc.constantFrom<SchemaData>({ type: 'integer' }, { type: 'number' }, { type: 'integer', multipleOf: 5 }),
  fc.record({
    type: fc.constantFrom('integer', 'number'),
    minimum: fc.integer({ min: -5, max: 5 }),
    maximum: fc.integer({ min: 6, max: 99 }),
  }),
);

const objectOf = (value: fc.Arbitrary<SchemaData>): fc.Arbitrary<SchemaData> =>
  fc
    .record({
      properties: fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4, noNullPrototype: true }),
      required: fc.subarray([...names]),
      isClosed: fc.boolean(),
    })
    .map(({ properties, required, isClosed }) => ({
      type: 'object',
      properties,
      required: required.filter((name) => name in properties),
      ...(isClosed ? { additionalProperties: false } : {}),
    }));

const tagged = (member: SchemaData, kind: string): SchemaData => ({
  ...member,
  properties: { ...(member['properties'] as object), kind: { const: kind } },
  required: [...(member['required'] as readonly string[]), 'kind'],
});

/** Schemas as people write them: objects, lists, texts, numbers, choices told apart by a constant. */
export const schemaArbitrary: fc.Arbitrary<SchemaData> = fc.letrec<{ schema: SchemaData }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    texts,
    numbers,
    fc.constant<SchemaData>({ type: 'boolean' }),
    fc
      .record({ items: tie('schema'), minItems: fc.nat(2), isUnique: fc.boolean() })
      .map(({ items, minItems, isUnique }): SchemaData => ({
        type: 'array',
        items,
        minItems: isUnique ? 0 : minItems,
        ...(isUnique ? { uniqueItems: true } : {}),
      })),
    objectOf(tie('schema')),
    fc
      .array(objectOf(tie('schema')), { minLength: 2, maxLength: 3 })
      .map((members): SchemaData => ({ oneOf: members.map((member, index) => tagged(member, `kind${index}`)) })),
  ),
})).schema;

/** One way to say a schema otherwise without changing what it accepts. */
export const rewrites: readonly ((schema: SchemaData) => SchemaData)[] = [
  (schema) => Object.fromEntries(Object.entries(schema).toReversed()),
  (schema) => ({ allOf: [schema] }),
  (schema) => ({ anyOf: [schema] }),
  (schema) => ({ $ref: '#/$defs/Moved', $defs: { Moved: schema } }),
  (schema) => ({ ...schema, description: 'said otherwise', title: 'Other' }),
  (schema) => (typeof schema['type'] === 'string' ? { ...schema, type: [schema['type']] } : schema),
  (schema) =>
    Array.isArray(schema['enum']) ? { anyOf: schema['enum'].map((value: unknown) => ({ const: value })) } : schema,
  (schema) => (Array.isArray(schema['oneOf']) ? { oneOf: schema['oneOf'].toReversed() } : schema),
  (schema) => {
    if (schema['type'] !== 'object' || schema['additionalProperties'] === false) return schema;
    const { required, ...rest } = schema;
    return { allOf: [rest, { type: 'object', required }] };
  },
];

/** Where a schema has something that can be made narrower, and how; null: nothing here. */
export const narrow = (schema: SchemaData): SchemaData | null => {
  if (Array.isArray(schema['enum'])) {
    return schema['enum'].length > 1 ? { ...schema, enum: schema['enum'].slice(1) } : null;
  }
  if (Array.isArray(schema['oneOf'])) return { oneOf: schema['oneOf'].slice(1) };
  switch (schema['type']) {
    case 'string':
      return 'maxLength' in schema
        ? { ...schema, maxLength: 3 }
        : 'format' in schema
          ? null
          : { ...schema, maxLength: 4 };
    case 'integer':
      return { ...schema, maximum: 5 };
    case 'number':
      return { ...schema, type: 'integer' };
    case 'boolean':
      return { const: true };
    case 'array':
      return { ...schema, minItems: Number(schema['minItems'] ?? 0) + 1 };
    case 'object':
      return requireOneMore(schema);
    default:
      return null;
  }
};

const requireOneMore = (schema: SchemaData): SchemaData => {
  const required = schema['required'] as readonly string[];
  const optional = Object.keys(schema['properties'] as object).find((name) => !required.includes(name));
  return optional === undefined
    ? { ...schema, minProperties: required.length + 1 }
    : { ...schema, required: [...required, optional] };
};

/** Applies a change somewhere below: at the first property, item or alternative that has a place for it. */
export const changeBelow = (schema: SchemaData, change: (part: SchemaData) => SchemaData | null): SchemaData | null => {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, SchemaData>);
  for (const [name, part] of properties) {
    const changed = changeBelow(part, change) ?? change(part);
    if (changed !== null && name !== 'kind')
      return { ...schema, properties: { ...Object.fromEntries(properties), [name]: changed } };
  }
  if (schema['items'] !== undefined) {
    const changed = changeBelow(schema['items'] as SchemaData, change) ?? change(schema['items'] as SchemaData);
    return changed === null ? null : { ...schema, items: changed };
  }
  return null;
};
