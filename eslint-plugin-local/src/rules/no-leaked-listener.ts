import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import { createRule } from '../create-rule.ts';
import { isRequestHandler } from '../request-handlers.ts';
import { globList, isFileAmong, scriptFiles, testFiles } from '../source-files.ts';
import {
  calleeName,
  constantValue,
  enclosingFunction,
  isFunction,
  isWithin,
  parentOf,
  propertyValue,
  unwrapped,
  type FunctionNode,
} from '../syntax.ts';

type MessageId = 'timer' | 'listener' | 'abortListener';
type Options = readonly [{ readonly ignore?: readonly string[]; readonly closers?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;
type Call = TSESTree.CallExpression;

const ignore = [...testFiles, ...scriptFiles, '**/*.{tsx,jsx}'];
const closers = [
  'close',
  'stop',
  'destroy',
  'dispose',
  'shutdown',
  'terminate',
  'disconnect',
  'end',
  'teardown',
  'cleanup',
  'onModuleDestroy',
  'onApplicationShutdown',
  'asyncDispose',
];
const removers = /(?:removeListener|removeAllListeners|removeEventListener|off)\b/u;

/** Reports a listener or repeating timer that outlives what added it: a request, or an object that can be closed. */
export const noLeakedListener = createRule<Options, MessageId>({
  name: 'no-leaked-listener',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require that listeners and repeating timers are removed with what added them',
      recommended: true,
    },
    defaultOptions: [{ ignore, closers }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          ignore: globList('Globs of files that are not looked at, such as tests, scripts and components.'),
          closers: globList('Methods by which an object is closed.'),
        },
      },
    ],
    messages: {
      timer:
        'Nothing can stop this interval: {{owner}} goes, and the timer stays, with all that its function holds, and runs on. Keep what `setInterval` gives and clear it {{when}}.',
      listener:
        'This listener on `{{target}}` stays when {{owner}} goes: each one adds another, all of them run on every `{{event}}`, and what they hold is never freed. Remove it {{when}}, or use `once` or the option `signal`.',
      abortListener:
        'This listener on `{{target}}` is never removed: a signal that lives longer than this call (of a server, of a session) collects one for each call, with all that it holds. Remove it when the work is done, or give the options `{ once: true }` or `signal`.',
    },
  },
  create: (context, [options]) => {
    if (isFileAmong(context, options.ignore ?? ignore)) return {};
    return {
      CallExpression: (node) => {
        if (isIntervalCall(node, context)) judgeTimer(node, context, options);
        else if (isListenerCall(node)) judgeListener(node, context, options);
      },
    };
  },
});

type Owner =
  | { readonly kind: 'request'; readonly node: FunctionNode }
  | { readonly kind: 'class'; readonly node: TSESTree.ClassBody };

/** What is gone before the process is, and so must take its listeners with it. */
const ownerOf = (node: TSESTree.Node, context: Context, options: Options[0]): Owner | undefined => {
  for (let at = parentOf(node); at !== undefined; at = parentOf(at)) {
    if (isFunction(at) && isRequestHandler(at, context.sourceCode.getScope(at))) return { kind: 'request', node: at };
    if (at.type === AST_NODE_TYPES.ClassBody && hasCloser(at, options)) return { kind: 'class', node: at };
  }
  return undefined;
};

const hasCloser = ({ body }: TSESTree.ClassBody, options: Options[0]): boolean =>
  body.some((member) => 'key' in member && !('static' in member && member.static) && isCloser(member.key, options));

const isCloser = (key: TSESTree.Node, options: Options[0]): boolean => {
  const name = key.type === AST_NODE_TYPES.MemberExpression ? key.property : key;
  return name.type === AST_NODE_TYPES.Identifier && (options.closers ?? closers).includes(name.name);
};

const words = ({ kind }: Owner) =>
  kind === 'request'
    ? { owner: 'the request', when: 'when the request ends' }
    : { owner: 'the object', when: 'where the object is closed' };

const isIntervalCall = ({ callee }: Call, context: Context): boolean =>
  callee.type === AST_NODE_TYPES.Identifier &&
  callee.name === 'setInterval' &&
  (findVariable(context.sourceCode.getScope(callee), callee)?.defs.length ?? 0) === 0;

const judgeTimer = (node: Call, context: Context, options: Options[0]): void => {
  const owner = enclosingFunction(node) === undefined ? undefined : ownerOf(node, context, options);
  if (owner === undefined || !isForgotten(node, owner, context)) return;
  context.report({ node: node.callee, messageId: 'timer', data: words(owner) });
};

/** Whether what `setInterval` gives is kept nowhere, or in a place that nothing ever clears. */
const isForgotten = (node: Call, owner: Owner, context: Context): boolean => {
  const held = withoutUnref(node);
  const { parent } = held;
  if (parent?.type === AST_NODE_TYPES.ExpressionStatement || isVoid(parent)) return true;
  const ownText = context.sourceCode.getText(owner.node);
  if (parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.left.type === AST_NODE_TYPES.MemberExpression) {
    // Cleared under another name, or by a base class: only a field that is never read again is surely forgotten.
    return parent.left.object.type === AST_NODE_TYPES.ThisExpression && countReads(parent.left, ownText, context) === 0;
  }
  if (parent?.type !== AST_NODE_TYPES.VariableDeclarator) return false;
  const [variable] = context.sourceCode.getDeclaredVariables(parent);
  return variable !== undefined && variable.references.every((it) => it.init === true || isUnrefOf(it.identifier));
};

const withoutUnref = (node: TSESTree.Node): TSESTree.Node => {
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.ChainExpression) return withoutUnref(parent);
  if (!isUnrefOf(node) || parent?.parent === undefined) return node;
  return withoutUnref(parent.parent);
};

const isUnrefOf = (node: TSESTree.Node): boolean =>
  node.parent?.type === AST_NODE_TYPES.MemberExpression &&
  node.parent.object === node &&
  node.parent.property.type === AST_NODE_TYPES.Identifier &&
  node.parent.property.name === 'unref';

const isVoid = (node: TSESTree.Node | undefined): boolean =>
  node?.type === AST_NODE_TYPES.UnaryExpression && node.operator === 'void';

const countReads = (field: TSESTree.MemberExpression, text: string, context: Context): number => {
  const name = context.sourceCode.getText(field).replace(/[$.#]/gu, '\\$&');
  const property = context.sourceCode.getText(field.property).replace(/[$#]/gu, '\\$&');
  const reads = text.match(new RegExp(`${name}\\b(?!\\s*=[^=])(?!\\??\\.unref)`, 'gu')) ?? [];
  const destructured = text.match(new RegExp(`\\{[^{}]*\\b${property}\\b[^{}]*\\}\\s*=\\s*this`, 'gu')) ?? [];
  return reads.length + destructured.length;
};

const isListenerCall = (node: Call): boolean =>
  node.callee.type === AST_NODE_TYPES.MemberExpression &&
  /^(?:on|addListener|prependListener|addEventListener)$/u.test(calleeName(node)) &&
  node.arguments.length >= 2 &&
  eventName(node) !== undefined;

const eventName = ({ arguments: [event] }: Call): string | undefined =>
  event?.type === AST_NODE_TYPES.Literal && typeof event.value === 'string' ? event.value : undefined;

const judgeListener = (node: Call, context: Context, options: Options[0]): void => {
  if (node.callee.type !== AST_NODE_TYPES.MemberExpression || limitsItself(node, context)) return;
  const event = eventName(node) ?? '';
  const target = context.sourceCode.getText(node.callee.object);
  const owner = ownerOf(node, context, options);
  if (event === 'abort' && isForeignSignal(node.callee.object, context)) {
    const around = outermostFunction(node);
    if (around !== undefined && !removers.test(context.sourceCode.getText(around))) {
      context.report({ node: node.callee, messageId: 'abortListener', data: { target } });
    }
    return;
  }
  if (owner === undefined || !outlives(node.callee.object, owner, context)) return;
  const text = context.sourceCode.getText(owner.node);
  if (removers.test(text)) return;
  context.report({ node: node.callee, messageId: 'listener', data: { target, event, ...words(owner) } });
};

/** `{ once: true }` and `{ signal }`; options that cannot be read here may say so too. */
const limitsItself = ({ arguments: [, , given] }: Call, context: Context): boolean => {
  if (given === undefined) return false;
  const options = constantValue(given, context.sourceCode.getScope(given));
  if (options.type !== AST_NODE_TYPES.ObjectExpression) return options.type !== AST_NODE_TYPES.Literal;
  return propertyValue(options, 'once') !== undefined || propertyValue(options, 'signal') !== undefined;
};

const outermostFunction = (node: TSESTree.Node): TSESTree.Node | undefined => {
  const around = enclosingFunction(node);
  if (around === undefined) return undefined;
  const isInClass = around.parent.type === AST_NODE_TYPES.MethodDefinition;
  return isInClass ? around.parent.parent : (outermostFunction(around) ?? around);
};

/** A signal that a function was given: a parameter, or a member of one. */
const isForeignSignal = (node: TSESTree.Node, context: Context): boolean => {
  const plain = unwrapped(node);
  const root = rootOf(plain);
  if (root.type !== AST_NODE_TYPES.Identifier || !isSignalOfCaller(context.sourceCode.getText(plain))) return false;
  const definition = findVariable(context.sourceCode.getScope(root), root)?.defs[0];
  return definition !== undefined && isFunction(definition.node);
};

// A request's own signal is gone with the request.
const isSignalOfCaller = (text: string): boolean =>
  /signal$/iu.test(text) && !/\b(?:req|request|raw|res|response)\b/u.test(text);

const rootOf = (node: TSESTree.Node): TSESTree.Node => {
  const plain = unwrapped(node);
  if (plain.type === AST_NODE_TYPES.MemberExpression) return rootOf(plain.object);
  return plain.type === AST_NODE_TYPES.CallExpression ? rootOf(plain.callee) : plain;
};

/** Whether what is listened to lives longer than the owner: the process, or what is declared outside of a request's function. */
const outlives = (node: TSESTree.Node, owner: Owner, context: Context): boolean => {
  const root = rootOf(node);
  if (root.type !== AST_NODE_TYPES.Identifier)
    return root.type === AST_NODE_TYPES.ThisExpression && owner.kind === 'request';
  const definition = findVariable(context.sourceCode.getScope(root), root)?.defs[0];
  if (definition === undefined) return root.name === 'process' || owner.kind === 'request';
  if (owner.kind === 'class') return false;
  return !isWithin(definition.name, owner.node) && unwrapped(node).type !== AST_NODE_TYPES.CallExpression;
};
