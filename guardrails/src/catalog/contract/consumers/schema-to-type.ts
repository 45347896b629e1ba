import type { Json } from '../../../guardrail.ts';

type JsonObject = { readonly [name: string]: Json };

/** Deeper schemas are `unknown`. */
const mostDepth = 6;

/**
 * The TypeScript type that generators of clients make of a JSON Schema; references to components by openapi-typescript's names. What it
 * does not know is `unknown`. Pure.
 */
export const schemaToType = (schema: Json | undefined, depth = 0): string => {
  if (!isObject(schema) || depth > mostDepth) return 'unknown';
  const type = plainType(schema, depth);
  return schema['nullable'] === true ? `(${type}) | null` : type;
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

const plainType = (schema: JsonObject, depth: number): string => {
  const { $ref, enum: values, allOf, anyOf, oneOf, type } = schema;
  if (typeof $ref === 'string') return referenceType($ref);
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(values))
    return (
      listOf(values)
        .map((value) => JSON.stringify(value))
        .join(' | ') || 'never'
    );
  if (Array.isArray(allOf)) return joined(listOf(allOf), ' & ', depth);
  if (Array.isArray(oneOf ?? anyOf)) return joined(listOf(oneOf ?? anyOf), ' | ', depth);
  if (Array.isArray(type))
    return listOf(type)
      .map((one) => namedType({ ...schema, type: one }, depth))
      .join(' | ');
  return namedType(schema, depth);
};

const referenceType = (reference: string): string => {
  const [group, name] = reference.split('/').slice(-2);
  return `components[${JSON.stringify(group)}][${JSON.stringify(name)}]`;
};

const joined = (parts: readonly Json[], by: string, depth: number): string =>
  parts.map((part) => `(${schemaToType(part, depth + 1)})`).join(by);

const namedType = (schema: JsonObject, depth: number): string => {
  const { type, items } = schema;
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  if (type === 'array') return `(${schemaToType(items, depth + 1)})[]`;
  return type === 'object' || 'properties' in schema ? objectType(schema, depth) : 'unknown';
};

const objectType = ({ properties, required, additionalProperties }: JsonObject, depth: number): string => {
  const names = isObject(properties) ? Object.entries(properties) : [];
  const members = names.map(([name, schema]) => {
    const mark = listOf(required).includes(name) ? '' : '?';
    return `${JSON.stringify(name)}${mark}: ${schemaToType(schema, depth + 1)}`;
  });
  if (members.length === 0)
    return isObject(additionalProperties)
      ? `Record<string, ${schemaToType(additionalProperties, depth + 1)}>`
      : 'Record<string, unknown>';
  return `{ ${members.join('; ')} }`;
};
