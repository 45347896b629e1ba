import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { ReferenceTracker } from '@typescript-eslint/utils/ast-utils';
import { blockingModules, type BlockingCall } from '../blocking-calls.ts';
import { createRule } from '../create-rule.ts';
import { isRequestHandler } from '../request-handlers.ts';
import { calledFunction, calleeName, enclosingFunction, isFunction, ownNodes, type FunctionNode } from '../syntax.ts';

type MessageId = 'blocking' | 'useAsync';
type Options = readonly [{ readonly allow?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

/** Reports a call that holds the whole process, in a request handler or in a function of the file that a handler calls. */
export const noBlockingCallOnRequestPath = createRule<Options, MessageId>({
  name: 'no-blocking-call-on-request-path',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow synchronous I/O, hashing and compression while a request waits', recommended: true },
    hasSuggestions: true,
    defaultOptions: [{ allow: ['existsSync'] }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          allow: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Functions that may be called all the same, by name.',
          },
        },
      },
    ],
    messages: {
      blocking:
        '`{{call}}` {{what}} while this process answers nobody: every other request waits for it as well. Use {{instead}}, or do it once before the server listens.',
      useAsync: 'Use `{{replacement}}`.',
    },
  },
  create: (context, [options]) => {
    const handlers: FunctionNode[] = [];
    const collect = (node: FunctionNode): void => {
      const isHandler = isRequestHandler(node, context.sourceCode.getScope(node));
      if (isHandler || (node.async && isRouteFile(context.filename))) handlers.push(node);
    };
    return {
      ArrowFunctionExpression: collect,
      FunctionDeclaration: collect,
      FunctionExpression: collect,
      'Program:exit': (program) => {
        if (handlers.length === 0) return;
        const reached = reachedFunctions(context, handlers);
        for (const found of blockingCalls(context.sourceCode.getScope(program))) {
          const owner = enclosingFunction(found.node);
          if (owner === undefined || !isOnPath(owner, reached) || options.allow?.includes(calleeName(found.node)))
            continue;
          if (!isDoneOnce(found.node)) report(context, found);
        }
      },
    };
  },
});

/** Every asynchronous function of a file that stands among the routes, controllers or resolvers answers requests. */
const isRouteFile = (path: string): boolean =>
  /[\\/](?:routes?|controllers?|handlers?|resolvers?|middlewares?|routers?)[\\/][^]*$|\.(?:controller|resolver|route|router)\.[cm]?[jt]s$/u.test(
    path,
  ) && !/[\\/](?:scripts?|cli|commands?|examples?)[\\/]/u.test(path);

type Found = { readonly node: TSESTree.CallExpression; readonly call: BlockingCall };

const blockingCalls = (scope: TSESLint.Scope.Scope): readonly Found[] => {
  const tracker = new ReferenceTracker(scope, { mode: 'legacy' });
  return [
    ...tracker.iterateEsmReferences<BlockingCall>(blockingModules),
    ...tracker.iterateCjsReferences<BlockingCall>(blockingModules),
  ]
    .map(({ node, info }) => ({ node, call: info }))
    .filter((found): found is Found => found.node.type === AST_NODE_TYPES.CallExpression);
};

/** The handlers, and every function of this file that one of them calls, however many calls away. */
const reachedFunctions = (context: Context, handlers: readonly FunctionNode[]): ReadonlySet<FunctionNode> => {
  const reached = new Set(handlers);
  for (const node of reached) {
    for (const it of ownNodes(node.body)) {
      if (it.type !== AST_NODE_TYPES.CallExpression) continue;
      const called = calledFunction(it, context.sourceCode.getScope(it));
      if (called !== undefined) reached.add(called);
    }
  }
  return reached;
};

/** A function that a reached function makes and hands on (`rows.map(() => …)`) runs on the path as well. */
const isOnPath = (node: FunctionNode, reached: ReadonlySet<FunctionNode>): boolean => {
  if (reached.has(node)) return true;
  const owner = enclosingFunction(node);
  const isHandedOn =
    node.parent.type === AST_NODE_TYPES.CallExpression &&
    !/^(?:setTimeout|setImmediate|setInterval|once|on)$/u.test(calleeName(node.parent));
  return owner !== undefined && isHandedOn && isOnPath(owner, reached);
};

/** `cache ??= readFileSync(…)`, `if (!cache) cache = readFileSync(…)`: one request waits, once. */
const isDoneOnce = (node: TSESTree.Node): boolean => {
  let at: TSESTree.Node | undefined = node;
  while (at !== undefined && !isFunction(at)) {
    if (at.type === AST_NODE_TYPES.AssignmentExpression && (at.operator === '??=' || at.operator === '||='))
      return true;
    if (at.type === AST_NODE_TYPES.IfStatement && at.test.type === AST_NODE_TYPES.UnaryExpression && isAssigned(node))
      return true;
    at = at.parent;
  }
  return false;
};

const isAssigned = (node: TSESTree.Node): boolean => {
  let at: TSESTree.Node | undefined = node.parent;
  while (at !== undefined && at.type !== AST_NODE_TYPES.ExpressionStatement && !isFunction(at)) {
    if (at.type === AST_NODE_TYPES.AssignmentExpression) return true;
    at = at.parent;
  }
  return false;
};

const report = (context: Context, { node, call }: Found): void => {
  const text = context.sourceCode.getText(node.callee);
  const replacement = call.module === 'fs' ? asyncText(node, text) : undefined;
  context.report({
    node: node.callee,
    messageId: 'blocking',
    data: { call: text, what: call.what, instead: call.instead },
    suggest:
      replacement === undefined
        ? []
        : [
            {
              messageId: 'useAsync',
              data: { replacement },
              fix: (fixer) => [
                fixer.insertTextBefore(node, '(await '),
                fixer.replaceText(node.callee, replacement),
                fixer.insertTextAfter(node, ')'),
              ],
            },
          ],
  });
};

/** `fs.promises.readFile` for `fs.readFileSync`, in a function that may await; undefined where only a person can say. */
const asyncText = (node: TSESTree.CallExpression, text: string): string | undefined => {
  const owner = enclosingFunction(node);
  if (owner?.async !== true || node.callee.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  const match = /^(\w+)\.(\w+)Sync$/u.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? undefined : `${match[1]}.promises.${match[2]}`;
};
