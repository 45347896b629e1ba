import type { Fields, Value } from './as-json-schema.ts';

/** Where in a document the schema of a finding's body or parameter stands. */
export type SchemaPlace = {
  /** `POST /users/{id}` as base and head write it (they may differ in the names of parameters). */
  readonly operation: string;
  /** The finding's `where`: `request body application/json, …`, `response 200 application/json, …`, `query parameter x, …`. */
  readonly where: string;
};

/** JSON pointer of the root schema that a finding speaks of; null where it cannot be told from the words. Pure. */
export const findSchemaPointer = (document: Fields, { operation, where }: SchemaPlace): string | null => {
  const [method = '', path = ''] = operation.split(' ');
  const paths = fieldsOf(document['paths']);
  const alike = Object.keys(paths).filter((key) => shape(key) === shape(path));
  const withMethod = alike.filter((key) => fieldsOf(paths[key])[method.toLowerCase()] !== undefined);
  const template = withMethod.find((key) => key === path) ?? withMethod[0] ?? alike[0];
  if (template === undefined) return null;
  const item = `/paths/${escape(template)}`;
  const at = `${item}/${method.toLowerCase()}`;
  const parameter = /^(?:the )?(path|query|header|cookie) parameter `?([^,`]+)/.exec(where);
  if (parameter !== null)
    return parameterPointer(document, [item, at], { place: parameter[1] ?? '', name: (parameter[2] ?? '').trim() });
  const status = /response (\w+)/.exec(where)?.[1];
  const holder = status === undefined ? `${at}/requestBody` : `${at}/responses/${status}`;
  const resolved = resolve(document, holder);
  const header = /header `?([\w-]+)/.exec(where)?.[1];
  if (status !== undefined && header !== undefined)
    return follow(document, `${resolved}/headers/${escape(header)}`, '/schema');
  const content = fieldsOf(read(document, `${resolved}/content`));
  const types = Object.keys(content);
  const type =
    types.find((name) => where.includes(name)) ??
    (types.length === 1 ? types[0] : types.find((name) => name.includes('json')));
  return type === undefined ? null : follow(document, `${resolved}/content/${escape(type)}`, '/schema');
};

const parameterPointer = (
  document: Fields,
  holders: readonly string[],
  wanted: { readonly place: string; readonly name: string },
): string | null => {
  for (const holder of holders.toReversed()) {
    const list = read(document, `${holder}/parameters`);
    if (!Array.isArray(list)) continue;
    for (const index of list.keys()) {
      const at = resolve(document, `${holder}/parameters/${index}`);
      const { in: place, name } = fieldsOf(read(document, at));
      if (place === wanted.place && name === wanted.name) return follow(document, at, '/schema');
    }
  }
  return null;
};

const follow = (document: Fields, at: string, rest: string): string | null => {
  const pointer = `${resolve(document, at)}${rest}`;
  return read(document, pointer) === undefined ? null : pointer;
};

/** The pointer that references at `pointer` lead to. */
const resolve = (document: Fields, pointer: string, steps = 0): string => {
  const { $ref } = fieldsOf(read(document, pointer));
  return typeof $ref === 'string' && $ref.startsWith('#/') && steps < 20
    ? resolve(document, $ref.slice(1), steps + 1)
    : pointer;
};

/** The value at a JSON pointer. Pure. */
export const read = (document: Value, pointer: string): Value | undefined =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Value | undefined>(
      (at, part) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? (at as Fields)[part] : undefined,
      document,
    );

const escape = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

const shape = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '{}');

const fieldsOf = (value: Value | undefined): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
