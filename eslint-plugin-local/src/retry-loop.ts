import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { descendants, isWithin, namePath, ownNodes } from './syntax.ts';

/** A loop whose head is an expression. */
export type Loop = TSESTree.ForStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement;

/** The part of a loop that tries, and what it does when that failed. */
export type Retry = { readonly attempt: TSESTree.TryStatement; readonly handler: TSESTree.CatchClause };

/**
 * The `try` that makes a loop a retry: it awaits a call, leaves the loop when that works, and its `catch` lets the loop go on.
 * A worker's loop, which goes on after a success as well, is none.
 */
export const retryOf = (loop: Loop): Retry | undefined => {
  if (loop.body.type !== AST_NODE_TYPES.BlockStatement) return undefined;
  for (const attempt of loop.body.body) {
    if (attempt.type !== AST_NODE_TYPES.TryStatement || attempt.handler === null) continue;
    const { block, handler } = attempt;
    const succeeds = block.body.some((statement) => endsLoop(statement));
    if (succeeds && hasAwait(block) && !alwaysLeaves(handler.body) && repeats(loop, block)) return { attempt, handler };
  }
  return undefined;
};

/** Whether the try does the same thing each time: it reads no variable that the loop sets, such as `hosts[i]` or the next page. */
const repeats = (loop: Loop, block: TSESTree.BlockStatement): boolean => {
  const outside = [...descendants(loop)].filter((node) => !isWithin(node, block));
  const set = new Set(outside.flatMap((node) => namesSetBy(node)));
  // A `const` of the turn differs between turns when it is made from what the loop sets, or waited for.
  for (const node of outside) {
    if (node.type === AST_NODE_TYPES.VariableDeclarator && differs(node, set)) set.add(namePath(node.id)[0] ?? '*');
  }
  return ![...descendants(block)].some(
    (node) => node.type === AST_NODE_TYPES.Identifier && set.has(node.name) && !isLogged(node, block),
  );
};

const differs = ({ init }: TSESTree.VariableDeclarator, set: ReadonlySet<string>): boolean =>
  init !== null &&
  [...descendants(init)].some(
    (node) =>
      node.type === AST_NODE_TYPES.AwaitExpression || (node.type === AST_NODE_TYPES.Identifier && set.has(node.name)),
  );

const namesSetBy = (node: TSESTree.Node): readonly string[] => {
  if (node.type === AST_NODE_TYPES.AssignmentExpression) return namePath(node.left).slice(0, 1);
  if (node.type === AST_NODE_TYPES.UpdateExpression) return namePath(node.argument).slice(0, 1);
  return [];
};

// The number of the try may be told to the log or a span without making the next try another call.
const isLogged = (node: TSESTree.Node, block: TSESTree.BlockStatement): boolean => {
  let at: TSESTree.Node | undefined = node;
  while (at !== undefined && at !== block) {
    if (at.type === AST_NODE_TYPES.CallExpression && /log|debug|info|warn|span|trace/iu.test(namePath(at).join('.')))
      return true;
    at = at.parent;
  }
  return false;
};

const hasAwait = (node: TSESTree.Node): boolean =>
  ownNodes(node).some(({ type }) => type === AST_NODE_TYPES.AwaitExpression);

/** Whether a statement of the `try` leaves the loop when the call worked: `return await call()`, `if (answer.ok) break`. */
const endsLoop = (statement: TSESTree.Statement): boolean => {
  if (statement.type === AST_NODE_TYPES.ReturnStatement || statement.type === AST_NODE_TYPES.BreakStatement)
    return true;
  if (statement.type !== AST_NODE_TYPES.IfStatement) return false;
  const isAnswer = [...descendants(statement.test)].some(
    (node) =>
      node.type === AST_NODE_TYPES.Identifier && /^(?:ok|status|statusCode|success|succeeded)$/u.test(node.name),
  );
  return isAnswer && ownNodes(statement.consequent).some(({ type }) => leaving.has(type));
};

const alwaysLeaves = (block: TSESTree.BlockStatement): boolean =>
  block.body.some(({ type }) => leaving.has(type)) || block.body.some((statement) => isFullBranch(statement));

/** Statements that leave a loop. */
export const leaving: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ThrowStatement,
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.BreakStatement,
]);

const isFullBranch = (statement: TSESTree.Statement): boolean =>
  statement.type === AST_NODE_TYPES.IfStatement &&
  statement.alternate !== null &&
  [statement.consequent, statement.alternate].every(
    (branch) => branch.type === AST_NODE_TYPES.BlockStatement && alwaysLeaves(branch),
  );
