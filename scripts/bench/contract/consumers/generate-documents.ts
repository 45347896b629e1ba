import { pick, type Random } from './random.ts';

/** A JSON Schema as data. */
export type Schema = { [name: string]: unknown };

/** An OpenAPI document as data; to be altered. */
export type ApiDocument = {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas: Record<string, Schema> };
};

type Content = { content: { 'application/json': { schema: Schema } } };
export type Operation = {
  operationId: string;
  requestBody?: Content;
  responses: Record<string, Content & { description: string }>;
};

/** A service of the generated repository. */
export type Service = {
  readonly name: string;
  /** By which generator its client is made. */
  readonly generator: 'ours' | 'openapi-typescript';
  readonly document: ApiDocument;
  readonly resources: readonly string[];
};

const nouns = [
  'Order',
  'Listener',
  'Track',
  'Invoice',
  'Station',
  'Playlist',
  'Device',
  'Ticket',
  'Parcel',
  'Course',
  'Lesson',
  'Voucher',
  'Artist',
  'Concert',
];

/** The members that each resource has. */
export const members = ['id', 'label', 'count', 'active', 'tags', 'owner', 'address', 'status', 'note'] as const;

/** Services whose schemas stand inline (as our own generator wants them) or in components (as openapi-typescript is fed). */
export const generateServices = (random: Random, count: number): readonly Service[] =>
  Array.from({ length: count }, (_, index) => {
    const generator = index % 2 === 0 ? 'ours' : 'openapi-typescript';
    const resources = [0, 1].map((offset) => nouns[(index * 2 + offset) % nouns.length] ?? 'Thing');
    return {
      name: `service-${String(index)}`,
      generator,
      resources,
      document: documentOf(random, { index, generator, resources }),
    };
  });

type Wanted = {
  readonly index: number;
  readonly generator: Service['generator'];
  readonly resources: readonly string[];
};

const documentOf = (random: Random, { index, generator, resources }: Wanted): ApiDocument => {
  const isInline = generator === 'ours';
  const schemas = Object.fromEntries(
    resources.flatMap((name) => [
      [name, answerSchema(random)],
      [`New${name}`, requestSchema()],
    ]),
  );
  const schemaOf = (name: string): Schema =>
    isInline ? structuredClone(schemas[name] ?? {}) : { $ref: `#/components/schemas/${name}` };
  return {
    openapi: '3.1.0',
    info: { title: `service${String(index)}`, version: '1.0.0' },
    paths: Object.fromEntries(resources.flatMap((name) => pathsOf(name, schemaOf))),
    ...(isInline ? {} : { components: { schemas } }),
  };
};

const json = (schema: Schema): Content => ({ content: { 'application/json': { schema } } });
const ok = (schema: Schema) => ({ '200': { description: 'Done.', ...json(schema) } });

const pathsOf = (name: string, schemaOf: (name: string) => Schema): readonly [string, Record<string, Operation>][] => {
  const path = `/${name.toLowerCase()}s`;
  return [
    [
      path,
      {
        get: { operationId: `list${name}s`, responses: ok({ type: 'array', items: schemaOf(name) }) },
        post: {
          operationId: `create${name}`,
          requestBody: json(schemaOf(`New${name}`)),
          responses: ok(schemaOf(name)),
        },
      },
    ],
    [`${path}/current`, { get: { operationId: `read${name}`, responses: ok(schemaOf(name)) } }],
  ];
};

const answerSchema = (random: Random): Schema => ({
  type: 'object',
  required: ['id', 'label', 'count', 'active', 'tags', 'owner', 'address', 'status'],
  properties: {
    id: { type: 'string' },
    label: { type: 'string' },
    count: { type: pick(random, ['integer', 'number']) },
    active: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'string' } },
    owner: { type: 'string' },
    address: {
      type: 'object',
      required: ['city', 'street'],
      properties: { city: { type: 'string' }, street: { type: 'string' } },
    },
    status: { type: 'string', enum: ['open', 'closed'] },
    note: { type: 'string' },
  },
});

const requestSchema = (): Schema => ({
  type: 'object',
  required: ['label', 'count'],
  properties: {
    label: { type: 'string' },
    count: { type: 'integer' },
    status: { type: 'string', enum: ['open', 'closed'] },
    note: { type: 'string' },
  },
  additionalProperties: false,
});
