import { CORE_SCHEMA, load } from 'js-yaml';

/** A JSON value that tests change in place. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** An object of a document. */
export type Fields = { [key: string]: Value };

/** A document that a test loaded: where from, its text, and its content once the test changed it. */
export type SpecDocument = { readonly path: string; readonly text: string; readonly root: Fields; changed: boolean };

/** Reads a document for a test to change. Throws where it is no YAML or JSON object. */
export const openSpec = (path: string, text: string): SpecDocument => {
  const root = load(text, { schema: CORE_SCHEMA }) as Value;
  if (!isFields(root)) throw new Error(`${path} is no object`);
  return { path, text, root, changed: false };
};

/** True for an object that is no list. Pure. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands behind local references, as the loader of the tests joins them: one shared object. Pure. */
export const follow = (root: Fields, node: Value | undefined, steps = 0): Value | undefined => {
  if (!isFields(node) || typeof node['$ref'] !== 'string' || !node['$ref'].startsWith('#/') || steps > 20) return node;
  const target = node['$ref']
    .slice(2)
    .split('/')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Value | undefined>((at, part) => (isFields(at) ? at[part] : undefined), root);
  return follow(root, target, steps + 1);
};

const fieldNames: { readonly [field: string]: string } = {
  Min: 'minimum',
  Max: 'maximum',
  MinProps: 'minProperties',
  MaxProps: 'maxProperties',
  ExclusiveMin: 'exclusiveMinimum',
  ExclusiveMax: 'exclusiveMaximum',
  OperationID: 'operationId',
  ContentSchema: 'contentSchema',
};

/** The name in a document of a field of the Go types: `RequestBody` → `requestBody`. Pure. */
export const documentName = (field: string): string =>
  fieldNames[field] ?? field.charAt(0).toLowerCase() + field.slice(1);
