import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { databaseEffect } from '../remote-calls.ts';
import { isRequestHandler } from '../request-handlers.ts';
import { calleeName, enclosingFunction, namePath, ownNodes, type FunctionNode } from '../syntax.ts';

type MessageId = 'unawaited' | 'addAwait';
type Options = readonly [{ readonly writes?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

/** Reports a write that a request handler starts, does not wait for, and then answers as if it were done. */
export const noAwaitFreeWriteBeforeReply = createRule<Options, MessageId>({
  name: 'no-await-free-write-before-reply',
  meta: {
    type: 'problem',
    docs: { description: 'Require a write to be awaited before the reply', recommended: true },
    hasSuggestions: true,
    defaultOptions: [{ writes: [] }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          writes: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Own functions that write and give a promise, by the end of their dotted name: `tracks.save`.',
          },
        },
      },
    ],
    messages: {
      unawaited:
        '`{{call}}` is not awaited, and the handler answers: the caller is told that it worked before it did, reads its own write too early, and never learns that it failed. Await it; if it may be lost, hand it to a queue.',
      addAwait: 'Await it.',
    },
  },
  create: (context, [options]) => ({
    ExpressionStatement: (node) => {
      const call = floatingWrite(node, options.writes ?? []);
      const owner = enclosingFunction(node);
      if (call === undefined || owner === undefined || !answers(context, owner, node)) return;
      context.report({
        node: call.callee,
        messageId: 'unawaited',
        data: { call: namePath(call.callee).join('.') },
        suggest: owner.async ? [{ messageId: 'addAwait', fix: (fixer) => fixer.insertTextBefore(call, 'await ') }] : [],
      });
    },
  }),
});

/** The write of a statement that neither awaits it nor says what happens when it fails. */
const floatingWrite = (
  { expression }: TSESTree.ExpressionStatement,
  writes: readonly string[],
): TSESTree.CallExpression | undefined => {
  if (expression.type !== AST_NODE_TYPES.CallExpression) return undefined;
  if (/^(?:then|catch|finally|subscribe|pipe|on)$/u.test(calleeName(expression))) return undefined;
  const path = namePath(expression.callee).join('.');
  const isNamed = writes.some((name) => path === name || path.endsWith(`.${name}`));
  return isNamed || isFileWrite(path) || databaseEffect(expression) === 'write' ? expression : undefined;
};

const isFileWrite = (path: string): boolean =>
  /(?:^|\.)(?:promises|fsp|fsPromises)\.(?:writeFile|appendFile|rm|unlink|rename|copyFile|mkdir)$/u.test(path);

/** Whether the function answers a request, after the statement. */
const answers = (context: Context, owner: FunctionNode, statement: TSESTree.Node): boolean => {
  if (!isRequestHandler(owner, context.sourceCode.getScope(owner))) return false;
  return ownNodes(owner.body).some((node) => node.range[0] >= statement.range[1] && isReply(node));
};

const isReply = (node: TSESTree.Node): boolean => {
  if (node.type === AST_NODE_TYPES.ReturnStatement) return true;
  if (node.type !== AST_NODE_TYPES.CallExpression || node.callee.type !== AST_NODE_TYPES.MemberExpression) return false;
  const path = namePath(node.callee);
  return (
    /^(?:res|response|reply|c|ctx)$/u.test(path[0] ?? '') &&
    /^(?:send|json|end|status|redirect|render|sendStatus|code|text|html)$/u.test(path.at(-1) ?? '')
  );
};
