import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { calleeName, isFunction, localFunction, namePath, type FunctionNode } from './syntax.ts';

const verbs = /^(?:get|post|put|patch|delete|head|options|all|use|route|addHook|on)$/u;
const server = /^(?:app|api|router|server|fastify|instance|hono|koa|express)$|(?:App|Router|Server|Routes)$/u;
const decorators = /^(?:Get|Post|Put|Patch|Delete|All|Head|Options|Sse|Query|Mutation|ResolveField|MessagePattern)$/u;
const nextMethods = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/u;

/**
 * The functions of a file that answer requests, as the common frameworks mark them: handlers of Express, Fastify, Koa and Hono
 * (`router.get(path, handler)`, `{ handler }`), methods with a decorator of NestJS, procedures of tRPC, route functions of
 * Next.js, and functions that take a request and a reply.
 */
export const isRequestHandler = (node: FunctionNode, scope: TSESLint.Scope.Scope): boolean =>
  isRouteArgument(node, scope) || isDecorated(node) || isProcedure(node) || isNextRoute(node) || takesReply(node);

const isRouteArgument = (node: FunctionNode, scope: TSESLint.Scope.Scope): boolean => {
  const { parent } = node;
  if (parent.type === AST_NODE_TYPES.CallExpression && parent.callee !== node) return isRoute(parent, scope);
  // `fastify.route({ url, handler: async () => … })`
  if (parent.type !== AST_NODE_TYPES.Property || namePath(parent.key)[0] !== 'handler') return false;
  const call = parent.parent.parent;
  return call.type === AST_NODE_TYPES.CallExpression && isRoute(call, scope);
};

const isRoute = (call: TSESTree.CallExpression, scope: TSESLint.Scope.Scope): boolean => {
  if (call.callee.type !== AST_NODE_TYPES.MemberExpression || !verbs.test(calleeName(call))) return false;
  const owner = namePath(call.callee.object).at(-1) ?? '';
  if (!server.test(owner)) return false;
  // `app.get('name')` and `server.on('close', …)` serve nothing.
  if (calleeName(call) === 'on') return namePath(call.arguments[0] ?? call).length === 0;
  return (
    call.arguments.some((argument) => isFunction(argument) || localFunction(argument, scope) !== undefined) ||
    hasHandler(call)
  );
};

const hasHandler = (call: TSESTree.CallExpression): boolean =>
  call.arguments.some(
    (argument) =>
      argument.type === AST_NODE_TYPES.ObjectExpression &&
      argument.properties.some((it) => it.type === AST_NODE_TYPES.Property && namePath(it.key)[0] === 'handler'),
  );

const isDecorated = ({ parent }: FunctionNode): boolean =>
  parent.type === AST_NODE_TYPES.MethodDefinition &&
  // A parser of plain JavaScript knows no decorators.
  Object.hasOwn(parent, 'decorators') &&
  parent.decorators.some(({ expression }) => decorators.test(namePath(expression).at(-1) ?? ''));

/** `procedure.input(…).query(async ({ ctx }) => …)` */
const isProcedure = (node: FunctionNode): boolean => {
  const { parent } = node;
  if (parent.type !== AST_NODE_TYPES.CallExpression || !/^(?:query|mutation|subscription)$/u.test(calleeName(parent)))
    return false;
  return namePath(parent.callee).some((name) => /procedure$/iu.test(name));
};

const isNextRoute = (node: FunctionNode): boolean =>
  node.type === AST_NODE_TYPES.FunctionDeclaration &&
  nextMethods.test(node.id?.name ?? '') &&
  node.parent.type === AST_NODE_TYPES.ExportNamedDeclaration;

/** `(req, res)`, `(request, reply)`, and the like with types: what a framework calls with both. */
const takesReply = ({ params }: FunctionNode): boolean => {
  const [first, second] = params.map((parameter) => namePath(parameter)[0] ?? '');
  return /^_?(?:req|request)$/u.test(first ?? '') && /^_?(?:res|response|reply)$/u.test(second ?? '');
};
