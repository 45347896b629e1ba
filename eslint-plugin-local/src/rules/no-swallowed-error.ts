import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { isCertainDrop } from '../certain-drop.ts';
import { createRule } from '../create-rule.ts';
import { hasReason } from '../reason-comment.ts';
import { isProbe } from '../probe.ts';
import { passesFailureOn } from '../failure-flow.ts';
import { isFunction } from '../syntax.ts';

type MessageId = 'swallowed' | 'swallowedRejection' | 'rethrow';
type Options = readonly [
  {
    readonly report?: 'all' | 'certain';
    readonly allowReason?: boolean;
    readonly minimumReasonWords?: number;
    readonly probes?: readonly string[];
  },
];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;
type FunctionNode = TSESTree.ArrowFunctionExpression | TSESTree.FunctionExpression;

const probes = [
  'JSON.parse',
  'URL',
  'RegExp',
  'BigInt',
  'decodeURIComponent',
  'decodeURI',
  'structuredClone',
  'require.resolve',
  'import.meta.resolve',
  'access',
  'accessSync',
  'stat',
  'statSync',
  'lstat',
  'lstatSync',
  'readlink',
  'readlinkSync',
  'realpath',
  'realpathSync',
  'kill',
];

/** Reports a `catch` clause and a rejection handler after which nothing can tell that something failed, or why. */
export const noSwallowedError = createRule<Options, MessageId>({
  name: 'no-swallowed-error',
  meta: {
    type: 'problem',
    docs: {
      description: 'Disallow a catch that drops the error',
      recommended: true,
      lenient: [{ report: 'certain' }],
      strict: [{ allowReason: false }],
    },
    hasSuggestions: true,
    defaultOptions: [{ report: 'all', allowReason: true, minimumReasonWords: 3, probes }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          report: {
            type: 'string',
            enum: ['all', 'certain'],
            description:
              'Whether a drop is reported that may be meant, such as an answer in place of a failed local call.',
          },
          allowReason: {
            type: 'boolean',
            description: 'Whether a comment in the handler that gives a reason is enough.',
          },
          minimumReasonWords: { type: 'integer', minimum: 1, description: 'The fewest words that make a reason.' },
          probes: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Calls whose failure is their answer: `JSON.parse`, `stat`.',
          },
        },
      },
    ],
    messages: {
      swallowed:
        'This `catch` drops the error: whatever failed looks as if it had worked, and nobody can find out why. Use the error (log it, return it, throw with `cause`){{orReason}}.',
      swallowedRejection:
        'This handler drops the rejection: whatever failed looks as if it had worked, and nobody can find out why. Use the error (log it, return it, throw with `cause`){{orReason}}.',
      rethrow: 'Throw the error on.',
    },
  },
  create: (context, [options]) => ({
    CatchClause: (node) => {
      if (isHandledClause(context, node, options)) return;
      if (options.report === 'certain' && !isCertainDrop(tryBlock(node), node.body)) return;
      const data = { orReason: orReason(options) };
      const token = context.sourceCode.getFirstToken(node) ?? node;
      context.report({ node: token, messageId: 'swallowed', data, suggest: rethrow(node) });
    },
    CallExpression: (node) => {
      for (const handler of rejectionHandlers(node)) {
        if (isHandledRejection(context, handler, options) || isProbed(context, node, { handler, options })) continue;
        if (options.report === 'certain' && !isCertainDrop(node.callee, handlerBody(handler))) continue;
        const token = node.callee.type === AST_NODE_TYPES.MemberExpression ? node.callee.property : node;
        context.report({ node: token, messageId: 'swallowedRejection', data: { orReason: orReason(options) } });
      }
    },
  }),
});

const orReason = (options: Options[0]): string =>
  options.allowReason === false ? '' : ', or say in a comment inside why dropping it is right';

const isHandledClause = (context: Context, node: TSESTree.CatchClause, options: Options[0]): boolean =>
  isMentioned(context, node) ||
  passesFailureOn(node.body) ||
  hasReason(context.sourceCode, node.body, options) ||
  (node.body.body.length > 0 && isProbe(context.sourceCode, tryBlock(node), options.probes ?? probes));

const tryBlock = (node: TSESTree.CatchClause): TSESTree.BlockStatement => node.parent.block;

/** Whether the handler reads what its parameter holds. */
const isMentioned = (context: Context, node: TSESTree.CatchClause | FunctionNode): boolean =>
  context.sourceCode.getDeclaredVariables(node).some((variable) => variable.references.some((it) => it.isRead()));

const rethrow = (node: TSESTree.CatchClause): TSESLint.SuggestionReportDescriptor<MessageId>[] => {
  const { param, body } = node;
  if (param?.type !== AST_NODE_TYPES.Identifier || body.body.length > 0) return [];
  return [{ messageId: 'rethrow', fix: (fixer) => fixer.replaceText(body, `{\n  throw ${param.name};\n}`) }];
};

/** The functions that receive a rejection: the first argument of `.catch`, the second of `.then`. */
const rejectionHandlers = (node: TSESTree.CallExpression): readonly TSESTree.Node[] => {
  const { callee } = node;
  if (callee.type !== AST_NODE_TYPES.MemberExpression || callee.property.type !== AST_NODE_TYPES.Identifier) return [];
  const at = new Map([
    ['catch', 0],
    ['then', 1],
  ]).get(callee.property.name);
  const handler = at === undefined ? undefined : node.arguments[at];
  // A schema's `.catch(() => fallback)` is a default, not a rejection.
  return handler === undefined || isSchema(callee.object) ? [] : [handler];
};

const isSchema = (node: TSESTree.Node): boolean => {
  if (node.type === AST_NODE_TYPES.CallExpression) return isSchema(node.callee);
  if (node.type === AST_NODE_TYPES.MemberExpression) return isSchema(node.object);
  return node.type === AST_NODE_TYPES.Identifier && /^(?:z|zod)$|schema$/iu.test(node.name);
};

/** `stat(path).catch(() => null)`: a missing file is an answer, as long as the handler gives one. */
const isProbed = (
  context: Context,
  { callee }: TSESTree.CallExpression,
  { handler, options }: { readonly handler: TSESTree.Node; readonly options: Options[0] },
): boolean => {
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return false;
  return !isEmptyFunction(handler) && isProbe(context.sourceCode, callee.object, options.probes ?? probes);
};

const handlerBody = (node: TSESTree.Node): TSESTree.Node => (isFunction(node) ? node.body : node);

const isEmptyFunction = (node: TSESTree.Node): boolean =>
  (node.type === AST_NODE_TYPES.ArrowFunctionExpression || node.type === AST_NODE_TYPES.FunctionExpression) &&
  node.body.type === AST_NODE_TYPES.BlockStatement &&
  node.body.body.length === 0;

const isHandledRejection = (context: Context, node: TSESTree.Node, options: Options[0]): boolean => {
  if (node.type === AST_NODE_TYPES.Identifier) return !/^noop$/iu.test(node.name);
  if (node.type !== AST_NODE_TYPES.ArrowFunctionExpression && node.type !== AST_NODE_TYPES.FunctionExpression) {
    return true;
  }
  return (
    isMentioned(context, node) ||
    node.params.some((parameter) => parameter.type === AST_NODE_TYPES.RestElement) ||
    passesFailureOn(node.body) ||
    hasReason(context.sourceCode, node, options) ||
    hasReason(context.sourceCode, statementOf(node), { ...options, before: true })
  );
};

/** A comment above the statement speaks of the whole of it. */
const statementOf = (node: TSESTree.Node): TSESTree.Node =>
  node.parent === undefined || /Statement$|Declaration$/u.test(node.type) ? node : statementOf(node.parent);
