import { configuration } from './configuration.ts';
import { defaultConfiguration, defaultService } from './default-configuration.ts';

/** A JSON Schema, as far as we write and walk it. */
export type JsonSchema = {
  readonly [key: string]: unknown;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly patternProperties?: { readonly [pattern: string]: JsonSchema };
  readonly required?: readonly string[];
};

const draft = 'https://json-schema.org/draft/2020-12/schema';

/**
 * The JSON Schema of `interlock.config.json` as a person writes it: every option may be absent and says its default,
 * and no other option is allowed. Derived from the type of the normalised configuration. Pure.
 */
export const configurationSchema = (): JsonSchema => {
  const schema = JSON.parse(JSON.stringify(configuration)) as JsonSchema;
  return { $schema: draft, title: 'interlock.config.json', ...writable(schema, defaultConfiguration) };
};

const writable = (schema: JsonSchema, defaults: unknown): JsonSchema => {
  const { properties, patternProperties, required, ...rest } = schema;
  const needed = required?.filter((name) => !isRecord(defaults) || !(name in defaults)) ?? [];
  return {
    ...rest,
    ...(needed.length > 0 && { required: needed }),
    ...(properties && {
      properties: mapValues(properties, (name, value) => withDefault(value, field(defaults, name))),
    }),
    ...(patternProperties && {
      patternProperties: mapValues(patternProperties, (_, value) =>
        value.properties ? writable(value, defaultService) : value,
      ),
      additionalProperties: false,
    }),
  };
};

const withDefault = (schema: JsonSchema, value: unknown): JsonSchema => {
  const own = writable(schema, value);
  return value === undefined ? own : { ...own, default: value };
};

const field = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapValues = <Value, Mapped>(
  record: { readonly [name: string]: Value },
  map: (name: string, value: Value) => Mapped,
): { readonly [name: string]: Mapped } =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(name, value)]));
