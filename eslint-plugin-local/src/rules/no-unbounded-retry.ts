import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { leaving, retryOf, type Loop } from '../retry-loop.ts';
import {
  calleeName,
  descendants,
  enclosingFunction,
  isFunction,
  isWithin,
  namePath,
  ownNodes,
  propertyValue,
  unwrapped,
  type FunctionNode,
} from '../syntax.ts';

type MessageId = 'noLimit' | 'noBackoff' | 'endlessOption';
type Options = readonly [{ readonly pauses?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const pauses = ['sleep', 'delay', 'wait', 'backoff', 'pause', 'setTimeout', 'retryAfter', 'throttle', 'jitter'];

/** Reports a loop that tries the same call again until it works, without a last try or without a pause before the next. */
export const noUnboundedRetry = createRule<Options, MessageId>({
  name: 'no-unbounded-retry',
  meta: {
    type: 'problem',
    docs: { description: 'Require a limit and a pause in every retry', recommended: true },
    defaultOptions: [{ pauses }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          pauses: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Parts of the names of functions that wait before the next try.',
          },
        },
      },
    ],
    messages: {
      noLimit:
        'This tries again for as long as it fails: while the other side is down, every caller stays here and adds load. Count the tries and throw the last error, or stop at a deadline.',
      noBackoff:
        'This tries again at once: all tries are spent in the first milliseconds of an outage, and the load is multiplied just when the other side has least room. Wait before the next try, longer each time, with jitter.',
      endlessOption:
        '`{{option}}` tries again for ever: while the other side is down, every caller stays here and adds load. Give it a number.',
    },
  },
  create: (context, [options]) => ({
    'WhileStatement, DoWhileStatement, ForStatement': (node: Loop) => {
      const retry = retryOf(node);
      if (retry === undefined) return;
      const token = context.sourceCode.getFirstToken(node) ?? node;
      if (isEndless(node) && !leaves(retry.handler.body, node)) {
        context.report({ node: token, messageId: 'noLimit' });
      } else if (!isPaused(node, options.pauses ?? pauses) && !isSelective(retry.handler)) {
        context.report({ node: token, messageId: 'noBackoff' });
      }
    },
    CatchClause: (node) => {
      const again = sameCallAgain(node);
      if (again !== undefined) context.report({ node: again, messageId: 'noLimit' });
    },
    CallExpression: (node) => reportEndlessOption(context, node),
  }),
});

/** Whether the `catch` throws on what it does not know: then it retries one known error, such as a conflict, that waiting does not mend. */
const isSelective = (handler: TSESTree.CatchClause): boolean =>
  ownNodes(handler.body).some(
    ({ type }) => type === AST_NODE_TYPES.ThrowStatement || type === AST_NODE_TYPES.ReturnStatement,
  );

/** A call in a `catch` of the function that it stands in, with the same arguments: nothing counts, so nothing ends it. */
const sameCallAgain = (handler: TSESTree.CatchClause): TSESTree.CallExpression | undefined => {
  const owner = enclosingFunction(handler);
  const name = owner === undefined ? undefined : functionName(owner);
  if (owner === undefined || name === undefined) return undefined;
  const parameters = owner.params.map((parameter) => namePath(parameter).join('.')).join();
  return handler.body.body
    .flatMap((statement) => callsAlways(statement))
    .find((call) => {
      const path = namePath(call.callee);
      const isOwn = path.join('.') === name || path.join('.') === `this.${name}`;
      return isOwn && call.arguments.map((argument) => namePath(argument).join('.')).join() === parameters;
    });
};

const functionName = (node: FunctionNode): string | undefined => {
  if (node.id !== null) return node.id.name;
  const { parent } = node;
  if (parent.type === AST_NODE_TYPES.VariableDeclarator) return namePath(parent.id).at(-1);
  return parent.type === AST_NODE_TYPES.MethodDefinition ? namePath(parent.key).at(-1) : undefined;
};

/** The call of a statement that stands under no condition: `return call()`, `await call();`. */
const callsAlways = (statement: TSESTree.Statement): readonly TSESTree.CallExpression[] => {
  if (statement.type !== AST_NODE_TYPES.ReturnStatement && statement.type !== AST_NODE_TYPES.ExpressionStatement)
    return [];
  const value = statement.type === AST_NODE_TYPES.ReturnStatement ? statement.argument : statement.expression;
  const call = value?.type === AST_NODE_TYPES.AwaitExpression ? value.argument : value;
  return call?.type === AST_NODE_TYPES.CallExpression ? [call] : [];
};

/** `while (true)`, `for (;;)`: the head of the loop ends nothing. */
const isEndless = (loop: Loop): boolean => {
  if (loop.test === null) return true;
  return loop.test.type === AST_NODE_TYPES.Literal && Boolean(loop.test.value);
};

/**
 * Whether something in the loop besides success ends it. Any `throw`, or a `return` or `break` in or after the handler, counts: what
 * stands under a condition there is the count or the deadline.
 */
const leaves = (handler: TSESTree.BlockStatement, loop: Loop): boolean => {
  const success = loop.body.type === AST_NODE_TYPES.BlockStatement ? loop.body.body : [];
  const outside = success.filter((statement) => !isWithin(handler, statement));
  return [handler, ...outside].some((part) =>
    ownNodes(part).some((node) => leaving.has(node.type) || isThrowingCheck(node)),
  );
};

// `signal.throwIfAborted()`, `assertNotExpired(deadline)`, `this.handleError(error)`: a function that may throw what ends the loop.
const isThrowingCheck = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.CallExpression &&
  /throw|assert|ensure|check|handle|rethrow|exit|abort|fail/iu.test(calleeName(node));

const isPaused = (loop: Loop, names: readonly string[]): boolean =>
  [...descendants(loop)].some((node) => {
    if (node.type === AST_NODE_TYPES.NewExpression) return calleeName(node) === 'Promise';
    if (node.type !== AST_NODE_TYPES.CallExpression) return false;
    const name = calleeName(node).toLowerCase();
    return names.some((part) => name.includes(part.toLowerCase()));
  });

const reportEndlessOption = (context: Context, node: TSESTree.CallExpression): void => {
  if (!/retr|backoff|request|got|connect|queue|job/iu.test(calleeName(node))) return;
  for (const argument of node.arguments) {
    if (isFunction(argument)) continue;
    const forever = propertyValue(argument, 'forever');
    const retries = propertyValue(argument, 'retries') ?? propertyValue(argument, 'maxRetries');
    if (forever !== undefined && isTrue(forever)) report(context, forever, 'forever: true');
    if (retries !== undefined && isInfinite(retries)) report(context, retries, 'retries: Infinity');
  }
};

const report = (context: Context, node: TSESTree.Node, option: string): void =>
  context.report({ node, messageId: 'endlessOption', data: { option } });

const isTrue = (node: TSESTree.Node): boolean => node.type === AST_NODE_TYPES.Literal && node.value === true;

const isInfinite = (node: TSESTree.Node): boolean => {
  const plain = unwrapped(node);
  if (plain.type === AST_NODE_TYPES.Identifier) return plain.name === 'Infinity';
  return /^Number\.(?:POSITIVE_INFINITY|MAX_SAFE_INTEGER|MAX_VALUE)$/u.test(namePath(plain).join('.'));
};
