import { member } from './parse-document.ts';
import type { Node, ParsedDocument } from './parse-document.ts';
import { child, items, members, resolveReference } from './resolve-reference.ts';
import type { Located } from './resolve-reference.ts';

/** What a caller may or must send beside the body. */
export type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly isRequired: boolean;
  readonly schema: Located | null;
  readonly pointer: string;
};

/** Media type → schema. */
export type Content = ReadonlyMap<string, Located>;

/** One method of one path, whatever the dialect it was written in. */
export type Operation = {
  /** Upper case. */
  readonly method: string;
  /** The path as written: `/users/{id}`. */
  readonly path: string;
  readonly pointer: string;
  /** By place and name; path parameters by their position, because their name is the document's own affair. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly body: { readonly isRequired: boolean; readonly content: Content; readonly pointer: string } | null;
  /** `200`, `4XX`, `default` → answer. */
  readonly responses: ReadonlyMap<string, { readonly content: Content; readonly pointer: string }>;
};

/** One path: its methods, and where it stands. */
export type Path = {
  readonly path: string;
  readonly pointer: string;
  readonly operations: ReadonlyMap<string, Operation>;
};

/** The paths of a document by their shape: `/users/{id}` and `/users/{key}` are the same. Pure. */
export const readPaths = ({ root }: ParsedDocument): ReadonlyMap<string, Path> =>
  new Map(
    members(child({ node: root, pointer: '' }, 'paths'))
      .filter(([path]) => path.startsWith('/'))
      .map(([path, located]) => {
        const item = resolveReference(root, located) ?? located;
        return [pathShape(path), { path, pointer: located.pointer, operations: readOperations(root, path, item) }];
      }),
  );

/** `/users/{id}/` → `/users/{}`. */
export const pathShape = (path: string): string => path.replace(/\{[^}]*\}/g, '{}').replace(/(?<=.)\/$/, '');

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

const readOperations = (root: Node, path: string, item: Located): ReadonlyMap<string, Operation> =>
  new Map(
    members(item)
      .filter(([method]) => methods.has(method.toLowerCase()))
      .map(([method, operation]) => {
        const parameters = [...items(child(item, 'parameters')), ...items(child(operation, 'parameters'))].map(
          (parameter) => resolveReference(root, parameter) ?? parameter,
        );
        return [
          method.toUpperCase(),
          {
            method: method.toUpperCase(),
            path,
            pointer: operation.pointer,
            parameters: readParameters(path, parameters),
            body: readBody(root, operation) ?? readSwaggerBody(parameters),
            responses: readResponses(root, operation),
          },
        ];
      }),
  );

const readParameters = (path: string, parameters: readonly Located[]): ReadonlyMap<string, Parameter> => {
  const places = [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1]);
  const read = parameters.flatMap((located) => {
    const [name, place] = [member(located.node, 'name'), member(located.node, 'in')];
    if (typeof name !== 'string' || typeof place !== 'string' || place === 'body' || place === 'formData') return [];
    const key = place === 'path' ? places.indexOf(name) : place === 'header' ? name.toLowerCase() : name;
    const isRequired = member(located.node, 'required') === true || place === 'path';
    // Swagger 2.0 writes the words of the schema into the parameter itself.
    const schema = child(located, 'schema') ?? firstSchema(child(located, 'content')) ?? located;
    return [[`${place}:${key}`, { name, in: place, isRequired, schema, pointer: located.pointer }] as const];
  });
  return new Map(read);
};

const firstSchema = (content: Located | null): Located | null => {
  const first = members(content)[0];
  return first === undefined ? null : child(first[1], 'schema');
};

const readBody = (root: Node, operation: Located): Operation['body'] => {
  const stated = child(operation, 'requestBody');
  const body = stated === null ? null : resolveReference(root, stated);
  if (body === null) return null;
  return { isRequired: member(body.node, 'required') === true, content: readContent(body), pointer: body.pointer };
};

/** Swagger 2.0: the parameter `in: body`, or the form that all `in: formData` make together. */
const readSwaggerBody = (parameters: readonly Located[]): Operation['body'] => {
  const body = parameters.find(({ node }) => member(node, 'in') === 'body');
  if (body !== undefined) {
    const schema = child(body, 'schema');
    return {
      isRequired: member(body.node, 'required') === true,
      content: new Map(schema === null ? [] : [['*/*', schema]]),
      pointer: body.pointer,
    };
  }
  const fields = parameters.filter(({ node }) => member(node, 'in') === 'formData');
  if (fields[0] === undefined) return null;
  const required = fields.filter(({ node }) => member(node, 'required') === true);
  const nameOf = ({ node }: Located) => String(member(node, 'name'));
  const properties = Object.fromEntries(fields.map((field) => [nameOf(field), field.node]));
  const node = { type: 'object', properties, required: required.map(nameOf) };
  const { pointer } = fields[0];
  return { isRequired: required.length > 0, content: new Map([['*/*', { node, pointer }]]), pointer };
};

const readResponses = (root: Node, operation: Located): Operation['responses'] =>
  new Map(
    members(child(operation, 'responses')).map(([status, located]) => {
      const response = resolveReference(root, located) ?? located;
      return [status.replaceAll('x', 'X'), { content: readContent(response), pointer: response.pointer }];
    }),
  );

const readContent = (holder: Located): Content => {
  const swagger = child(holder, 'schema');
  if (swagger !== null) return new Map([['*/*', swagger]]);
  return new Map(
    members(child(holder, 'content')).map(([type, media]) => [
      (type.split(';')[0] ?? type).trim().toLowerCase(),
      child(media, 'schema') ?? { node: true, pointer: media.pointer },
    ]),
  );
};
