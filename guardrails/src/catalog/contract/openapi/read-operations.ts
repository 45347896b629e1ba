import { child, items, members } from '../document/located.ts';
import type { Located } from '../document/located.ts';
import { isRecord, member, textMember } from '../document/parse-document.ts';
import { withoutKey } from '../document/without-key.ts';
import type { Operation, Path, Requirement } from './api.ts';
import { readBody } from './read-body.ts';
import type { Resolve } from './read-content.ts';
import { readLifecycle } from './read-lifecycle.ts';
import { readParameters } from './read-parameters.ts';
import { readResponses } from './read-responses.ts';
import { readSecurity } from './read-security.ts';
import { readServers } from './read-servers.ts';

/** What a whole document says for all its operations. */
export type Defaults = {
  readonly resolve: Resolve;
  readonly security: readonly Requirement[];
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
};

/** Reads one path, webhook or callback with all its methods. Pure. */
export const readPath = (path: string, at: Located, defaults: Defaults): Path => {
  const item = pathItem(at, defaults.resolve);
  return {
    path,
    at,
    operations: new Map(
      // A `$ref` in the place of an operation is not in the standard, and bundlers allow it.
      methodsOf(item).map(([method, located]) => {
        const operation = defaults.resolve(located) ?? located;
        return [method, readOperation({ method, path, item, operation }, defaults)];
      }),
    ),
  };
};

/** OpenAPI lets a path say words of its own beside a `$ref`. */
const pathItem = (located: Located, resolve: Resolve): Located => {
  const target = resolve(located) ?? located;
  if (target === located || !isRecord(target.node) || !isRecord(located.node)) return target;
  const own = withoutKey(located.node, '$ref');
  return Object.keys(own).some((key) => methods.has(key)) ? { ...target, node: { ...target.node, ...own } } : target;
};

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']);

const methodsOf = (item: Located): readonly (readonly [string, Located])[] => [
  ...members(item)
    .filter(([method, { node }]) => methods.has(method.toLowerCase()) && isRecord(node))
    .map(([method, operation]) => [method.toUpperCase(), operation] as const),
  ...members(child(item, 'additionalOperations')).map(
    ([method, operation]) => [method.toUpperCase(), operation] as const,
  ),
];

type Source = {
  readonly method: string;
  readonly path: string;
  readonly item: Located;
  readonly operation: Located;
};

const readOperation = ({ method, path, item, operation }: Source, defaults: Defaults): Operation => {
  const { resolve } = defaults;
  const parameters = [...items(child(item, 'parameters')), ...items(child(operation, 'parameters'))].map(
    (parameter) => resolve(parameter) ?? parameter,
  );
  return {
    method,
    path,
    at: operation,
    id: textMember(operation.node, 'operationId'),
    tags: textsOf(child(operation, 'tags')),
    lifecycle: readLifecycle(operation.node),
    parameters: readParameters(path, parameters, resolve),
    body: readBody(
      { operation, parameters, consumes: listOr(child(operation, 'consumes'), defaults.consumes) },
      resolve,
    ),
    responses: readResponses(operation, listOr(child(operation, 'produces'), defaults.produces), resolve),
    security: readSecurity(operation) ?? defaults.security,
    servers: readServers(operation) ?? readServers(item),
    callbacks: readCallbacks(operation, defaults),
  };
};

const textsOf = (located: Located | null): readonly string[] =>
  items(located).flatMap(({ node }) => (typeof node === 'string' ? [node] : []));

const listOr = (located: Located | null, otherwise: readonly string[]): readonly string[] => {
  const own = textsOf(located);
  return own.length > 0 ? own : otherwise;
};

const readCallbacks = (operation: Located, defaults: Defaults): Operation['callbacks'] =>
  new Map(
    members(child(operation, 'callbacks')).flatMap(([name, located]) => {
      const callback = defaults.resolve(located) ?? located;
      return members(callback)
        .filter(
          ([expression, { node }]) =>
            !expression.startsWith('x-') && isRecord(node) && member(callback.node, '$ref') === undefined,
        )
        .map(
          ([expression, path]) =>
            [
              `${name} ${expression}`,
              readPath(`${name} ${expression}`, path, { ...defaults, security: [new Map()] }),
            ] as const,
        );
    }),
  );
