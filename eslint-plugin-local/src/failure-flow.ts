import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { childNodes } from './child-nodes.ts';

/**
 * Whether a handler makes the failure known although it does not mention the error: it always throws or ends the process, it
 * builds an error, or it answers with a failure (`{ ok: false }`, `{ reason: … }`).
 */
export const passesFailureOn = (node: TSESTree.Node): boolean => alwaysThrows(node) || some(node, isFailure);

const alwaysThrows = (node: TSESTree.Node): boolean => {
  switch (node.type) {
    case AST_NODE_TYPES.ThrowStatement:
      return true;
    case AST_NODE_TYPES.BlockStatement:
      return node.body.some(alwaysThrows);
    case AST_NODE_TYPES.IfStatement:
      return node.alternate !== null && alwaysThrows(node.consequent) && alwaysThrows(node.alternate);
    case AST_NODE_TYPES.ExpressionStatement:
      return isExit(node.expression);
    default:
      return isExit(node);
  }
};

const isExit = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.CallExpression &&
  node.callee.type === AST_NODE_TYPES.MemberExpression &&
  node.callee.object.type === AST_NODE_TYPES.Identifier &&
  node.callee.object.name === 'process' &&
  node.callee.property.type === AST_NODE_TYPES.Identifier &&
  ['exit', 'abort'].includes(node.callee.property.name);

const some = (node: TSESTree.Node, test: (node: TSESTree.Node) => boolean): boolean =>
  test(node) || childNodes(node).some((child) => some(child, test));

const isFailure = (node: TSESTree.Node): boolean => {
  // `throw` under a condition leaves a way on which the error is gone, so a thrown error does not count here.
  if (node.type === AST_NODE_TYPES.NewExpression) return isError(node) && !isThrown(node);
  return node.type === AST_NODE_TYPES.ObjectExpression && node.properties.some(isFailureProperty);
};

const isError = ({ callee }: TSESTree.NewExpression): boolean =>
  callee.type === AST_NODE_TYPES.Identifier && /(?:Error|Exception|Failure)$/u.test(callee.name);

const isThrown = (node: TSESTree.Node): boolean => node.parent?.type === AST_NODE_TYPES.ThrowStatement;

const isFailureProperty = (property: TSESTree.ObjectLiteralElement): boolean => {
  if (property.type !== AST_NODE_TYPES.Property || property.key.type !== AST_NODE_TYPES.Identifier) return false;
  const isFalse = property.value.type === AST_NODE_TYPES.Literal && property.value.value === false;
  return (
    /^(?:error|reason|problem|failure|why|cannotCheck)$/u.test(property.key.name) ||
    (/^(?:ok|success|valid|isValid)$/u.test(property.key.name) && isFalse)
  );
};
