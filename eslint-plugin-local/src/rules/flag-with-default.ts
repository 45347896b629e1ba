import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { globList, isFileAmong, testFiles } from '../source-files.ts';
import { calleeName, namePath, unwrapped } from '../syntax.ts';

type MessageId = 'noDefault' | 'implicitFalse';
type Options = readonly [{ readonly implicitFalse?: 'allow' | 'report'; readonly ignore?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

/** How a flag client's method takes its default: at an argument, or not at all, so that the caller must give one. */
type FlagRead = {
  readonly client: string;
  readonly methods: RegExp;
  /** Modules of which one must be mentioned, and names of a client of which one must be in the callee. */
  readonly modules: RegExp;
  readonly names: RegExp;
  /** Position of the default by the number of arguments that come before; null when there is none to give. */
  readonly defaultAt: readonly [number] | null;
  readonly withoutIt: 'undefined' | 'false';
};

const reads: readonly FlagRead[] = [
  {
    client: 'OpenFeature',
    methods: /^get(?:Boolean|String|Number|Object)(?:Value|Details)$/u,
    modules: /@openfeature\//u,
    names: /feature|flag|client/iu,
    defaultAt: [1],
    withoutIt: 'undefined',
  },
  {
    client: 'LaunchDarkly',
    methods: /^(?:bool|string|number|json)?[vV]ariation(?:Detail)?$/u,
    modules: /launchdarkly-node|@launchdarkly\/(?:node|cloudflare|vercel|akamai)/u,
    names: /ld|launch|flag|client/iu,
    defaultAt: [2],
    withoutIt: 'undefined',
  },
  {
    client: 'LaunchDarkly',
    methods: /^variation(?:Detail)?$/u,
    modules: /launchdarkly-(?:js|react)|@launchdarkly\/(?:js|react)/u,
    names: /ld|launch|flag|client/iu,
    defaultAt: [1],
    withoutIt: 'undefined',
  },
  {
    client: 'GrowthBook',
    methods: /^getFeatureValue$/u,
    modules: /growthbook/iu,
    names: /./u,
    defaultAt: [1],
    withoutIt: 'undefined',
  },
  {
    client: 'PostHog',
    methods: /^getFeatureFlag(?:Payload)?$/u,
    modules: /posthog/iu,
    names: /./u,
    defaultAt: null,
    withoutIt: 'undefined',
  },
  {
    client: 'Unleash',
    methods: /^isEnabled$/u,
    modules: /['"]unleash-(?:client|proxy-client)/u,
    names: /unleash/iu,
    defaultAt: [2],
    withoutIt: 'false',
  },
];

/** Reports where a feature flag is read without saying what holds when the flag service has no answer. */
export const flagWithDefault = createRule<Options, MessageId>({
  name: 'flag-with-default',
  meta: {
    type: 'problem',
    docs: { description: 'Require a default where a feature flag is read', recommended: true },
    defaultOptions: [{ implicitFalse: 'allow', ignore: testFiles }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          implicitFalse: {
            type: 'string',
            enum: ['allow', 'report'],
            description: 'What to say of clients that answer `false` when nothing is said, such as Unleash.',
          },
          ignore: globList('Globs of files that are not looked at, such as tests.'),
        },
      },
    ],
    messages: {
      noDefault:
        '`{{callee}}` reads a flag of {{client}} without a default: while the flag service is not reached, or the flag is gone, it gives `undefined`, and which way the code then goes was decided by nobody. Give the default{{where}}.',
      implicitFalse:
        '`{{callee}}` gives `false` while the flag service is not reached. Say that this is meant: give the fallback{{where}}.',
    },
  },
  create: (context, [options]) => {
    if (isFileAmong(context, options.ignore ?? testFiles)) return {};
    const known = reads.filter(({ modules }) => modules.test(context.sourceCode.text));
    if (known.length === 0) return {};
    return { CallExpression: (node) => judge(context, { node, known, options }) };
  },
});

type Judged = {
  readonly node: TSESTree.CallExpression;
  readonly known: readonly FlagRead[];
  readonly options: Options[0];
};

const judge = (context: Context, { node, known, options }: Judged): void => {
  const read = known.find((it) => isRead(node, it));
  if (read === undefined || hasDefault(node, read)) return;
  if (read.withoutIt === 'false' && options.implicitFalse !== 'report') return;
  const where = read.defaultAt === null ? ' with `??`' : ` as argument ${String(read.defaultAt[0] + 1)}`;
  context.report({
    node: node.callee,
    messageId: read.withoutIt === 'false' ? 'implicitFalse' : 'noDefault',
    data: { callee: context.sourceCode.getText(node.callee), client: read.client, where },
  });
};

const isRead = (node: TSESTree.CallExpression, { methods, names }: FlagRead): boolean => {
  if (node.callee.type !== AST_NODE_TYPES.MemberExpression || !methods.test(calleeName(node))) return false;
  return names.test(namePath(node.callee).slice(0, -1).join('.')) && node.arguments.length > 0;
};

const hasDefault = (node: TSESTree.CallExpression, { defaultAt }: FlagRead): boolean => {
  if (node.arguments.some(({ type }) => type === AST_NODE_TYPES.SpreadElement)) return true;
  if (defaultAt !== null) {
    const given = node.arguments[defaultAt[0]];
    if (given !== undefined && !isUndefined(given)) return true;
  }
  return isJudgedByCaller(node);
};

const isUndefined = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.Identifier && node.name === 'undefined';

/** `read(…) ?? false`, `read(…) === 'on'`, `if (read(…))`: what holds without an answer stands there. */
const isJudgedByCaller = (node: TSESTree.Node): boolean => {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.AwaitExpression:
    case AST_NODE_TYPES.ChainExpression:
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSNonNullExpression:
      return isJudgedByCaller(parent);
    case AST_NODE_TYPES.LogicalExpression:
    case AST_NODE_TYPES.UnaryExpression:
    case AST_NODE_TYPES.BinaryExpression:
      return true;
    case AST_NODE_TYPES.IfStatement:
    case AST_NODE_TYPES.ConditionalExpression:
      return unwrapped(parent.test) === unwrapped(node) || parent.test === node;
    default:
      return false;
  }
};
