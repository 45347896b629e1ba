import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { databaseEffect } from './remote-calls.ts';
import { descendants, isFunction, ownNodes } from './syntax.ts';

/**
 * Whether a reviewer would hardly argue that an error is lost: a read or a write of a database fails, and what comes instead is
 * nothing, or an answer that is the same whatever failed (`return []`, `null`). `true` and `false` answer a question.
 * @param tried what may fail: a `try` block, or the call that `.catch` hangs on
 * @param handled the body of the handler
 */
export const isCertainDrop = (tried: TSESTree.Node, handled: TSESTree.Node): boolean =>
  isConstant(handled) && [...descendants(tried, (node) => node === tried || !isFunction(node))].some(isDatabaseCall);

const isDatabaseCall = (node: TSESTree.Node): boolean => {
  const effect = node.type === AST_NODE_TYPES.CallExpression ? databaseEffect(node) : undefined;
  return effect === 'read' || effect === 'write';
};

const acts: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.AssignmentExpression,
]);

const isConstant = (node: TSESTree.Node): boolean =>
  !isBoolean(node) &&
  !ownNodes(node).some(
    (it) => acts.has(it.type) || (it.type === AST_NODE_TYPES.ReturnStatement && isBoolean(it.argument)),
  );

const isBoolean = (node: TSESTree.Node | null): boolean =>
  node?.type === AST_NODE_TYPES.Literal && typeof node.value === 'boolean';
