import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import {
  calleeName,
  constantValue,
  descendants,
  isFunction,
  localFunction,
  namePath,
  propertyValue,
  unwrapped,
  type FunctionNode,
} from './syntax.ts';

/** A route of Fastify as the text of one file shows it; a part that the file does not show is `unknown`. */
export type FastifyRoute = {
  readonly node: TSESTree.CallExpression;
  /** In capitals; several for `all` or a list. */
  readonly methods: readonly string[];
  readonly url: string | undefined;
  readonly options: TSESTree.ObjectExpression | 'unknown' | undefined;
  readonly schema: TSESTree.ObjectExpression | 'unknown' | undefined;
  readonly handler: FunctionNode | undefined;
};

const verbs = /^(?:get|post|put|patch|delete|all)$/u;

/** Whether a file works with Fastify at all: it imports it, a plugin of it, or its types. */
export const usesFastify = (sourceCode: Readonly<TSESLint.SourceCode>): boolean =>
  /(?:from|require\()\s*['"](?:fastify|@fastify\/[^'"]+|fastify-[^'"]+)['"]/u.test(sourceCode.text);

/** The route that a call declares (`app.get(url, options, handler)`, `app.route({ … })`); undefined for any other call. */
export const fastifyRoute = (node: TSESTree.CallExpression, scope: TSESLint.Scope.Scope): FastifyRoute | undefined => {
  if (node.callee.type !== AST_NODE_TYPES.MemberExpression || !isInstance(node.callee.object, scope)) return undefined;
  const method = calleeName(node);
  if (method === 'route') return declaredRoute(node, scope);
  if (!verbs.test(method) || node.arguments.length < 2) return undefined;
  const [path, second, third] = node.arguments;
  const url = path === undefined ? undefined : textOf(constantValue(path, scope));
  const hasOptions = third !== undefined || (second !== undefined && localFunction(second, scope) === undefined);
  const options = hasOptions && second !== undefined ? optionsOf(second, scope) : undefined;
  const inOptions = typeof options === 'object' ? propertyValue(options, 'handler') : undefined;
  const handler = third ?? inOptions ?? second;
  if (url === undefined && options === undefined && handler === undefined) return undefined;
  return {
    node,
    methods: [method.toUpperCase()],
    url,
    options,
    schema: schemaOf(options, scope),
    handler: handler === undefined ? undefined : localFunction(handler, scope),
  };
};

const declaredRoute = (node: TSESTree.CallExpression, scope: TSESLint.Scope.Scope): FastifyRoute | undefined => {
  const options = node.arguments[0] === undefined ? undefined : optionsOf(node.arguments[0], scope);
  if (typeof options !== 'object') return undefined;
  const handler = propertyValue(options, 'handler');
  const url = propertyValue(options, 'url') ?? propertyValue(options, 'path');
  const method = propertyValue(options, 'method');
  return {
    node,
    methods: method === undefined ? [] : [...descendants(method)].flatMap((it) => textOf(it)?.toUpperCase() ?? []),
    url: url === undefined ? undefined : textOf(constantValue(url, scope)),
    options,
    schema: schemaOf(options, scope),
    handler: handler === undefined ? undefined : localFunction(handler, scope),
  };
};

const textOf = (node: TSESTree.Node): string | undefined =>
  node.type === AST_NODE_TYPES.Literal && typeof node.value === 'string' ? node.value : undefined;

const instanceName = /^(?:fastify|instance|scope)$|fastify$/iu;

/** Whether a thing is a Fastify instance: by its type, by what made it, or by its name. */
const isInstance = (node: TSESTree.Node, scope: TSESLint.Scope.Scope): boolean => {
  const plain = unwrapped(node);
  if (plain.type === AST_NODE_TYPES.CallExpression && plain.callee.type === AST_NODE_TYPES.MemberExpression) {
    // `fastify.withTypeProvider<…>().get(…)`, and routes one after the other in a chain.
    return isInstance(plain.callee.object, scope);
  }
  if (plain.type !== AST_NODE_TYPES.Identifier) return false;
  const definition = findVariable(scope, plain)?.defs[0];
  const value = constantValue(plain, scope);
  if (value.type === AST_NODE_TYPES.CallExpression) return isMade(value, scope);
  const type = definition?.name.type === AST_NODE_TYPES.Identifier ? definition.name.typeAnnotation : undefined;
  if (type !== undefined)
    return [...descendants(type)].some(
      (it) => it.type === AST_NODE_TYPES.Identifier && /^Fastify|^HttpApp$/u.test(it.name),
    );
  return instanceName.test(plain.name);
};

const isMade = (call: TSESTree.CallExpression, scope: TSESLint.Scope.Scope): boolean => {
  if (/^fastify$/iu.test(namePath(call.callee)[0] ?? '')) return true;
  return (
    call.callee.type === AST_NODE_TYPES.MemberExpression &&
    calleeName(call) === 'withTypeProvider' &&
    isInstance(call.callee.object, scope)
  );
};

const optionsOf = (node: TSESTree.Node, scope: TSESLint.Scope.Scope): TSESTree.ObjectExpression | 'unknown' => {
  const value = constantValue(node, scope);
  return value.type === AST_NODE_TYPES.ObjectExpression ? value : 'unknown';
};

const schemaOf = (options: FastifyRoute['options'], scope: TSESLint.Scope.Scope): FastifyRoute['schema'] => {
  if (options === 'unknown' || options === undefined) return options;
  const schema = propertyValue(options, 'schema');
  if (schema === undefined) return hasSpread(options) ? 'unknown' : undefined;
  const value = constantValue(schema, scope);
  return value.type === AST_NODE_TYPES.ObjectExpression ? value : 'unknown';
};

/** Whether an object literal takes properties from elsewhere. */
export const hasSpread = (node: TSESTree.ObjectExpression): boolean =>
  node.properties.some(({ type }) => type === AST_NODE_TYPES.SpreadElement);

/** The names that a handler has for its request and its reply. */
export const handlerNames = (
  handler: FunctionNode,
): { readonly request: TSESTree.Node | undefined; readonly reply: string | undefined } => {
  const [request, reply] = handler.params;
  return { request, reply: reply === undefined || isFunction(reply) ? undefined : namePath(reply)[0] };
};
