import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import { memberName } from './import-target.ts';
import { calleeName, namePath, unwrapped } from './syntax.ts';

const request = /^(?:req|request|ctx|context|c|event)$/u;
const parts = /^(?:query|params|body|headers|cookies|queryStringParameters|pathParameters)$/u;

/**
 * Whether an expression gives text that whoever sent the request chose: `req.query.x`, a `const` made of it, a key of
 * `Object.keys(req.body)`. Numbers and what a function made of it are none.
 */
export const isRequestInput = (node: TSESTree.Node, scope: TSESLint.Scope.Scope, depth = 0): boolean => {
  const plain = unwrapped(node);
  if (depth > 6) return false;
  switch (plain.type) {
    case AST_NODE_TYPES.MemberExpression:
      return isRequestPart(plain) || isRequestInput(plain.object, scope, depth + 1);
    case AST_NODE_TYPES.Identifier:
      return isInputVariable(plain, scope, depth);
    case AST_NODE_TYPES.AwaitExpression:
      return isRequestInput(plain.argument, scope, depth + 1);
    case AST_NODE_TYPES.LogicalExpression:
      return isRequestInput(plain.left, scope, depth + 1);
    case AST_NODE_TYPES.CallExpression:
      return isInputCall(plain, scope, depth);
    default:
      return false;
  }
};

/** `req.query` itself, but not a fixed header: `req.headers.authorization` is chosen as well. */
const isRequestPart = (node: TSESTree.MemberExpression): boolean => {
  const path = namePath(node);
  const at = path.findIndex((name) => parts.test(name));
  return at > 0 && path.slice(0, at).some((name) => request.test(name));
};

/** `c.req.query('x')`, `c.req.param('x')` (Hono), `String(req.query.x)`, `Object.keys(req.body)`. */
const isInputCall = (node: TSESTree.CallExpression, scope: TSESLint.Scope.Scope, depth: number): boolean => {
  const name = calleeName(node);
  const path = namePath(node.callee);
  if (path.includes('req') && /^(?:query|param|header)$/u.test(name) && node.arguments.length > 0) return true;
  const [first] = node.arguments;
  const isKept = path.length === 1 ? name === 'String' : path[0] === 'Object' && /^(?:keys|entries)$/u.test(name);
  if (isKept) return first !== undefined && isRequestInput(first, scope, depth + 1);
  return (
    /^(?:toLowerCase|toUpperCase|trim|toString)$/u.test(name) &&
    node.callee.type === AST_NODE_TYPES.MemberExpression &&
    memberName(node.callee) === name &&
    isRequestInput(node.callee.object, scope, depth + 1)
  );
};

const isInputVariable = (node: TSESTree.Identifier, scope: TSESLint.Scope.Scope, depth: number): boolean => {
  const definition = findVariable(scope, node)?.defs[0];
  if (definition?.node.type !== AST_NODE_TYPES.VariableDeclarator) return false;
  const { init, parent } = definition.node;
  if (init !== null) return isRequestInput(init, scope, depth + 1);
  const loop = parent.parent;
  const isLoop = loop.type === AST_NODE_TYPES.ForOfStatement || loop.type === AST_NODE_TYPES.ForInStatement;
  // In `for (const [key, value] of Object.entries(…))` only the key is one.
  return isLoop && isFirstOf(definition.node.id, node.name) && isRequestInput(loop.right, scope, depth + 1);
};

const isFirstOf = (id: TSESTree.Node, name: string): boolean => {
  const first = id.type === AST_NODE_TYPES.ArrayPattern ? id.elements[0] : id;
  return first?.type === AST_NODE_TYPES.Identifier && first.name === name;
};
