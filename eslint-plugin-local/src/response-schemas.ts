import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { hasSpread } from './fastify-routes.ts';
import { constantValue, namePath, propertyValue, unwrapped } from './syntax.ts';
import { propertyName } from './time-bound.ts';

/** What a schema of an object says of its keys. */
export type ObjectSchema = {
  readonly keys: ReadonlySet<string>;
  readonly required: readonly string[];
  /** Whether a key that is not named is dropped. */
  readonly isClosed: boolean;
};

const names = new Map([
  ...entry(200, 'OK', 'Ok'),
  ...entry(201, 'CREATED', 'Created'),
  ...entry(202, 'ACCEPTED', 'Accepted'),
  ...entry(204, 'NO_CONTENT', 'NoContent'),
  ...entry(400, 'BAD_REQUEST', 'BadRequest'),
  ...entry(401, 'UNAUTHORIZED', 'Unauthorized'),
  ...entry(403, 'FORBIDDEN', 'Forbidden'),
  ...entry(404, 'NOT_FOUND', 'NotFound'),
  ...entry(409, 'CONFLICT', 'Conflict'),
  ...entry(429, 'TOO_MANY_REQUESTS', 'TooManyRequests'),
  ...entry(500, 'INTERNAL_SERVER_ERROR', 'InternalServerError'),
  ...entry(503, 'SERVICE_UNAVAILABLE', 'ServiceUnavailable'),
]);

function entry(status: number, ...texts: readonly string[]): readonly (readonly [string, number])[] {
  return texts.map((text) => [text, status] as const);
}

/** The status code that an expression stands for: a number, or a name such as `StatusCodes.OK`; undefined for any other. */
export const statusOf = (node: TSESTree.Node | undefined): number | undefined => {
  if (node === undefined) return undefined;
  const plain = unwrapped(node);
  if (plain.type === AST_NODE_TYPES.Literal)
    return /^\d{3}$/u.test(String(plain.value)) ? Number(plain.value) : undefined;
  return plain.type === AST_NODE_TYPES.MemberExpression ? names.get(namePath(plain).at(-1) ?? '') : undefined;
};

/** The schema of a status in `schema.response`: of the code itself, of its class (`4xx`), or the default. */
export const schemaFor = (response: TSESTree.ObjectExpression, status: number): TSESTree.Node | undefined => {
  const exact = response.properties.find(
    (it): it is TSESTree.Property => it.type === AST_NODE_TYPES.Property && isStatus(it, status),
  );
  const ranged = ['xx', 'XX'].map((end) => propertyValue(response, `${String(Math.floor(status / 100))}${end}`));
  return exact?.value ?? ranged.find((it) => it !== undefined) ?? propertyValue(response, 'default');
};

const isStatus = (property: TSESTree.Property, status: number): boolean =>
  propertyName(property) === String(status) || statusOf(property.key) === status;

/** The keys of a schema of TypeBox, zod or plain JSON Schema that describes one object; undefined where the file does not show it. */
export const objectSchema = (
  node: TSESTree.Node | undefined,
  scope: TSESLint.Scope.Scope,
): ObjectSchema | undefined => {
  const value = node === undefined ? undefined : constantValue(node, scope);
  if (value?.type === AST_NODE_TYPES.CallExpression) return builtSchema(value);
  return value?.type === AST_NODE_TYPES.ObjectExpression ? jsonSchema(value) : undefined;
};

const builtSchema = (call: TSESTree.CallExpression): ObjectSchema | undefined => {
  if (
    !/^(?:Type|t|T|z)\.(?:Object|object)$/u.test(namePath(call.callee).join('.')) ||
    call.callee.type !== AST_NODE_TYPES.MemberExpression
  )
    return undefined;
  // `z.object({ … }).partial()` has the same names and other rules; only the plain call is read.
  if (call.callee.object.type !== AST_NODE_TYPES.Identifier) return undefined;
  const properties = call.arguments[0];
  if (properties?.type !== AST_NODE_TYPES.ObjectExpression || hasSpread(properties)) return undefined;
  const isOpen = isOpenSchema(call.arguments[1]);
  const keys = keysOf(properties);
  const required = properties.properties.flatMap((it) =>
    it.type === AST_NODE_TYPES.Property && isRequired(it.value) ? (propertyName(it) ?? []) : [],
  );
  return keys === undefined ? undefined : { keys, required, isClosed: !isOpen };
};

/** `Type.Optional(…)`, `z.string().optional()`, and what comes from elsewhere, may be left out. */
const isRequired = (node: TSESTree.Node): boolean => {
  const path = namePath(node);
  return (
    node.type === AST_NODE_TYPES.CallExpression &&
    /^(?:Type|t|T|z)$/u.test(path[0] ?? '') &&
    !path.some((name) => /optional|nullish|default|undefined|any|unknown|catch|union|partial/iu.test(name))
  );
};

const jsonSchema = (node: TSESTree.ObjectExpression): ObjectSchema | undefined => {
  const properties = propertyValue(node, 'properties');
  const isPlain = ['allOf', 'anyOf', 'oneOf', '$ref', 'patternProperties'].every(
    (key) => propertyValue(node, key) === undefined,
  );
  if (properties?.type !== AST_NODE_TYPES.ObjectExpression || hasSpread(properties) || hasSpread(node) || !isPlain)
    return undefined;
  const keys = keysOf(properties);
  const required = propertyValue(node, 'required');
  const list = required?.type === AST_NODE_TYPES.ArrayExpression ? required.elements : [];
  const texts = list.flatMap((it) => (it?.type === AST_NODE_TYPES.Literal ? [String(it.value)] : []));
  return keys === undefined ? undefined : { keys, required: texts, isClosed: !isOpenSchema(node) };
};

const isOpenSchema = (node: TSESTree.Node | undefined): boolean => {
  const open = propertyValue(node, 'additionalProperties');
  return open !== undefined && !(open.type === AST_NODE_TYPES.Literal && open.value === false);
};

const keysOf = (node: TSESTree.ObjectExpression): ReadonlySet<string> | undefined => {
  const keys = node.properties.map((it) => (it.type === AST_NODE_TYPES.Property ? propertyName(it) : undefined));
  return keys.includes(undefined) ? undefined : new Set(keys.filter((key) => key !== undefined));
};
