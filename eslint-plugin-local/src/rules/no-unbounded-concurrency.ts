import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import { createRule } from '../create-rule.ts';
import { remoteCalls } from '../remote-calls.ts';
import {
  calledFunction,
  calleeName,
  constantValue,
  descendants,
  isFunction,
  localFunction,
  namePath,
  ownNodes,
  propertyValue,
  unwrapped,
} from '../syntax.ts';

type MessageId = 'unbounded';
type Options = readonly [{ readonly limiters?: readonly string[]; readonly remote?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const limiters = ['limit', 'queue', 'sema', 'throttle', 'pool', 'mutex', 'schedule', 'enqueue', 'batch'];

/** Reports `Promise.all` over a list of unknown length whose items each call another machine: all calls leave at once. */
export const noUnboundedConcurrency = createRule<Options, MessageId>({
  name: 'no-unbounded-concurrency',
  meta: {
    type: 'problem',
    docs: { description: 'Require a limit where one outbound call is made for each item of a list', recommended: true },
    defaultOptions: [{ limiters, remote: [] }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          limiters: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Parts of the names of functions that let only some calls through at a time.',
          },
          remote: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Own functions that call another machine, by the end of their dotted name: `client.getTrack`.',
          },
        },
      },
    ],
    messages: {
      unbounded:
        '`{{call}}` starts once for each item of `{{list}}`, all at the same time, and nothing here limits how many there are: one large input takes every connection and file handle, and the other side is hit by all of it at once. Limit how many run (p-limit, batches), limit the list, or ask for all in one call.',
    },
  },
  create: (context, [options]) => {
    const found: TSESTree.CallExpression[] = [];
    return {
      'CallExpression[callee.object.name="Promise"]': (node: TSESTree.CallExpression) => {
        if (/^(?:all|allSettled)$/u.test(calleeName(node))) found.push(node);
      },
      'Program:exit': (program) => {
        if (found.length === 0) return;
        const effects = remoteCalls(context.sourceCode.getScope(program));
        const isRemote = (node: TSESTree.Node): boolean =>
          effects(node) !== undefined || isNamed(node, options.remote ?? []);
        for (const node of found) check(context, node, { isRemote, limiters: options.limiters ?? limiters });
      },
    };
  },
});

type Look = { readonly isRemote: (node: TSESTree.Node) => boolean; readonly limiters: readonly string[] };

const check = (context: Context, node: TSESTree.CallExpression, look: Look): void => {
  const fanOut = fanOutOf(node.arguments[0], context.sourceCode.getScope(node));
  if (fanOut === undefined || isBounded(fanOut.list, context) || isLimited(fanOut.each, look)) return;
  const call = remoteCallIn(fanOut.each, context, look);
  if (call === undefined || isScript(context)) return;
  const data = { call: namePath(call.callee).join('.'), list: context.sourceCode.getText(fanOut.list).slice(0, 60) };
  context.report({ node: node.callee, messageId: 'unbounded', data });
};

/** The remote call of a function: its own, or that of a function of this file which it calls. */
const remoteCallIn = (each: TSESTree.Node, context: Context, look: Look): TSESTree.CallExpression | undefined => {
  const calls = [...descendants(each)].filter((node) => node.type === AST_NODE_TYPES.CallExpression);
  const isOwn = (node: TSESTree.CallExpression): boolean =>
    calledFunction(node, context.sourceCode.getScope(node)) !== undefined;
  const isOutside = (node: TSESTree.CallExpression): boolean =>
    look.isRemote(node) && !isInTransaction(node) && !isBlob(node) && !isOwn(node);
  const own = calls.find(isOutside);
  if (own !== undefined) return own;
  return calls.find((node) => {
    const called = calledFunction(node, context.sourceCode.getScope(node));
    if (called === undefined || isLimited(called, look)) return false;
    return ownNodes(called.body).some((it) => it.type === AST_NODE_TYPES.CallExpression && isOutside(it));
  });
};

// A transaction has one connection: its queries wait for each other there, however many are started.
const isInTransaction = (node: TSESTree.CallExpression): boolean =>
  namePath(node.callee).some((name) => /^(?:tx|trx|transaction)$/iu.test(name)) ||
  // A client that was taken from a pool is one connection as well.
  namePath(node.callee).join('.') === 'client.query' ||
  node.arguments.some((argument) => propertyValue(argument, 'transaction') !== undefined);

// An address of a blob stays in this process.
const isBlob = (node: TSESTree.CallExpression): boolean =>
  node.arguments[0] !== undefined && /blob/iu.test(namePath(node.arguments[0]).join('.'));

/** Scripts, seeds and migrations are started by a person who knows the input; components run in a browser. */
const isScript = (context: Context): boolean =>
  /(?:^|[\\/])(?:scripts?|seeds?|migrations?|examples?)[\\/]|\.[jt]sx$/u.test(context.filename);

type FanOut = { readonly list: TSESTree.Node; readonly each: TSESTree.Node };

/** The list and the function of `list.map(each)`, also when the promises have a name of their own. */
const fanOutOf = (node: TSESTree.Node | undefined, scope: TSESLint.Scope.Scope): FanOut | undefined => {
  if (node === undefined) return undefined;
  const value = constantValue(node, scope);
  if (value.type !== AST_NODE_TYPES.CallExpression || value.callee.type !== AST_NODE_TYPES.MemberExpression)
    return undefined;
  const isMap = /^(?:map|flatMap)$/u.test(calleeName(value));
  const from = namePath(value.callee).join('.') === 'Array.from' ? value.arguments[0] : undefined;
  const list = isMap ? value.callee.object : from;
  const each = value.arguments[isMap ? 0 : 1];
  const body = each === undefined ? undefined : localFunction(each, scope);
  return list === undefined || body === undefined ? undefined : { list, each: body };
};

/** Whether the text shows that the list is short: written out, cut, a batch, the keys of something written out, `take`n from a store. */
const isBounded = (node: TSESTree.Node, context: Context): boolean => {
  const list = constantValue(node, context.sourceCode.getScope(node));
  if (list.type === AST_NODE_TYPES.ArrayExpression)
    return list.elements.every((it) => it?.type !== AST_NODE_TYPES.SpreadElement);
  if (list.type === AST_NODE_TYPES.ObjectExpression) return true;
  if (isBoundedName(namePath(node).join('.'))) return true;
  if (list.type === AST_NODE_TYPES.AwaitExpression || list.type === AST_NODE_TYPES.CallExpression)
    return isBoundedCall(list, context);
  return list.type === AST_NODE_TYPES.Identifier && isBatchOfLoop(list, context);
};

const isBoundedName = (path: string): boolean =>
  /chunk|batch|page(?!d?Id)|slice|top[A-Z\d]|limited|[A-Z][A-Z_\d]{3,}/u.test(path);

const isBoundedCall = (node: TSESTree.Node, context: Context): boolean =>
  [...descendants(node, (it) => !isFunction(it))].some((it) => {
    if (it.type === AST_NODE_TYPES.Property)
      return /^(?:take|limit|first|pageSize|perPage|per_page)$/u.test(namePath(it.key)[0] ?? '');
    if (it.type !== AST_NODE_TYPES.CallExpression) return false;
    const name = calleeName(it);
    if (/^(?:slice|splice|take|limit|first|chunk)$/iu.test(name) || isBoundedName(name)) return true;
    // What the code itself registers, such as `Object.values(this.jobs)`, is as long as the code says.
    if (
      /^(?:keys|values|entries)$/u.test(name) &&
      it.arguments[0] !== undefined &&
      namePath(it.arguments[0])[0] === 'this'
    )
      return true;
    // `rows.filter(…)`, `Object.values(…)`, `[...new Set(…)]` are as long as what they are made from.
    const source = /^(?:filter|map|flat|sort|toSorted|reverse|concat)$/u.test(name) ? namedObject(it) : it.arguments[0];
    return (
      /^(?:filter|map|flat|sort|keys|values|entries|from)$/u.test(name) &&
      source !== undefined &&
      isBounded(source, context)
    );
  });

const namedObject = ({ callee }: TSESTree.CallExpression): TSESTree.Node | undefined =>
  callee.type === AST_NODE_TYPES.MemberExpression ? unwrapped(callee.object) : undefined;

/** `for (const part of chunks)`: each turn waits for its own part. */
const isBatchOfLoop = (node: TSESTree.Identifier, context: Context): boolean => {
  const definition = findVariable(context.sourceCode.getScope(node), node)?.defs[0];
  const loop = definition?.node.parent.parent;
  return loop?.type === AST_NODE_TYPES.ForOfStatement && /chunk|batch/iu.test(context.sourceCode.getText(loop.right));
};

const isLimited = (each: TSESTree.Node, look: Look): boolean =>
  [...descendants(each)].some((node) => {
    if (node.type !== AST_NODE_TYPES.CallExpression) return false;
    const path = namePath(node.callee).join('.').toLowerCase();
    return look.limiters.some((name) => path.includes(name.toLowerCase()));
  });

const isNamed = (node: TSESTree.Node, names: readonly string[]): boolean => {
  if (node.type !== AST_NODE_TYPES.CallExpression || names.length === 0) return false;
  const path = namePath(node.callee).join('.');
  return names.some((name) => path === name || path.endsWith(`.${name}`));
};
