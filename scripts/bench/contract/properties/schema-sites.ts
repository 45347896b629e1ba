import type { Fields, Value } from '../witness/as-json-schema.ts';

const isFields = (value: Value | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Replaces every schema of a document, inner ones first. Pure. */
export const mapSchemas = (document: Fields, change: (schema: Fields) => Fields): Fields => {
  const visit = (node: Value, key: string): Value => {
    if (Array.isArray(node)) return (node as readonly Value[]).map((item) => visit(item, key));
    if (!isFields(node)) return node;
    const copy = Object.fromEntries(
      Object.entries(node).map(([name, value]) => [name, name === 'schema' ? onSchema(value) : visit(value, name)]),
    );
    return copy;
  };
  const onSchema = (schema: Value): Value => {
    if (!isFields(schema)) return schema;
    const { properties, items, anyOf } = schema;
    return change({
      ...schema,
      ...(isFields(properties)
        ? { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, onSchema(one)])) }
        : {}),
      ...(items === undefined ? {} : { items: onSchema(items) }),
      ...(Array.isArray(anyOf) ? { anyOf: (anyOf as readonly Value[]).map(onSchema) } : {}),
    });
  };
  return visit(document, '') as Fields;
};

/** A schema of a document with the way to it. */
export type SchemaSite = {
  readonly side: 'request' | 'response';
  readonly path: readonly (string | number)[];
  readonly schema: Fields;
};

/** Every schema below paths, those inside others included; not those inside `anyOf`, where an edit may not be seen. Pure. */
export const schemaSites = (document: Fields): readonly SchemaSite[] => {
  const found: SchemaSite[] = [];
  const inside = (schema: Value | undefined, at: Pick<SchemaSite, 'side' | 'path'>): void => {
    if (!isFields(schema)) return;
    found.push({ ...at, schema });
    if (isFields(schema['properties']))
      for (const [name, one] of Object.entries(schema['properties']))
        inside(one, { ...at, path: [...at.path, 'properties', name] });
    inside(schema['items'], { ...at, path: [...at.path, 'items'] });
  };
  const visit = (node: Value, path: readonly (string | number)[]): void => {
    if (Array.isArray(node)) {
      for (const [index, item] of (node as readonly Value[]).entries()) visit(item, [...path, index]);
      return;
    }
    if (!isFields(node)) return;
    for (const [key, value] of Object.entries(node))
      if (key === 'schema')
        inside(value, { side: path.includes('responses') ? 'response' : 'request', path: [...path, key] });
      else visit(value, [...path, key]);
  };
  visit(document['paths'] ?? {}, ['paths']);
  return found;
};

/** The document with what stands at a path replaced. Pure. */
export const replaceAt = (
  document: Fields,
  path: readonly (string | number)[],
  change: (value: Fields) => Fields,
): Fields => {
  const copy: { [key: string]: Value } = structuredClone(document);
  let holder: { [key: string]: Value } = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as { [key: string]: Value };
  const last = path.at(-1);
  if (last !== undefined) holder[last] = change(holder[last] as Fields);
  return copy;
};
