import { AST_NODE_TYPES, ESLintUtils, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { outboundCallSites } from '../outbound-call-sites.ts';
import { signalCalls, type SignalCall } from '../signal-calls.ts';
import { carriersOf, listens, mentions, takerOf, type Taker } from '../signal-takers.ts';
import { acceptsSignal } from '../signal-types.ts';
import {
  calledFunction,
  descendants,
  enclosingFunction,
  isFunction,
  isWithin,
  namePath,
  type FunctionNode,
} from '../syntax.ts';

type MessageId = 'notForwarded' | 'forward';
type Options = readonly [{ readonly names?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const names = ['signal', 'abortSignal', 'deadline'];

/** Reports a call that could be stopped by the signal or deadline that its function was given, and is not told of it. */
export const signalNotForwarded = createRule<Options, MessageId>({
  name: 'signal-not-forwarded',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a signal or deadline that is taken to be passed on',
      recommended: true,
      types: 'used',
    },
    hasSuggestions: true,
    defaultOptions: [{ names }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          names: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Names of parameters that stop the work: signals, deadlines.',
          },
        },
      },
    ],
    messages: {
      notForwarded:
        '`{{call}}` is not told of `{{signal}}`: when the caller has given up, this goes on to its end and holds what it holds. Pass the signal on.',
      forward: 'Pass `{{signal}}` on.',
    },
  },
  create: (context, [options]) => {
    const takers: Taker[] = [];
    const collect = (node: FunctionNode): void => {
      const taker = takerOf(node, options.names ?? names);
      if (taker !== undefined) takers.push(taker);
    };
    return {
      ArrowFunctionExpression: collect,
      FunctionDeclaration: collect,
      FunctionExpression: collect,
      'Program:exit': (program) => {
        if (takers.length === 0) return;
        const calls = stoppableCalls(context, program);
        for (const taker of takers) checkTaker(context, taker, calls);
      },
    };
  },
});

type Stoppable = { readonly node: TSESTree.CallExpression; readonly call: SignalCall | undefined };

/** The calls of the file that take a signal: of known functions, of functions of this file, and by their types where there are any. */
const stoppableCalls = (context: Context, program: TSESTree.Program): readonly Stoppable[] => {
  const scope = context.sourceCode.getScope(program);
  const outbound = outboundCallSites(scope).map(({ node, call }) => ({
    node,
    call: { optionsAt: call.optionsAt.at(-1) ?? 1 },
  }));
  const known = [...outbound, ...signalCalls(scope)];
  const seen = new Set<TSESTree.Node>(known.map(({ node }) => node));
  const services = typeServices(context);
  const others = [...descendants(program)].filter(
    (node): node is TSESTree.CallExpression => node.type === AST_NODE_TYPES.CallExpression && !seen.has(node),
  );
  const own = others.filter(
    (node) => takesSignal(context, node) || (services !== undefined && acceptsSignal(services, node)),
  );
  return [...known, ...own.map((node) => ({ node, call: undefined }))];
};

const typeServices = (context: Context) => {
  const services = context.sourceCode.parserServices;
  return services?.program === undefined || services.program === null
    ? undefined
    : ESLintUtils.getParserServices(context);
};

/** Whether a call runs a function of this file that takes a signal. */
const takesSignal = (context: Context, node: TSESTree.CallExpression): boolean => {
  const called = calledFunction(node, context.sourceCode.getScope(node));
  return called !== undefined && !isWithin(node, called) && takerOf(called, names) !== undefined;
};

const checkTaker = (context: Context, taker: Taker, calls: readonly Stoppable[]): void => {
  if (listens(taker)) return;
  const carriers = carriersOf(taker);
  for (const stoppable of calls) {
    const { node } = stoppable;
    if (!isWithin(node, taker.node.body) || isOtherTaker(node, taker) || !isPlainlyWithout(node, carriers)) continue;
    if (isExempt(node, carriers)) continue;
    const data = { call: namePath(node.callee).join('.'), signal: taker.signal };
    context.report({
      node: node.callee,
      messageId: 'notForwarded',
      data,
      suggest: suggestion(stoppable, taker.signal),
    });
  }
};

/** A function inside that takes a signal of its own answers for its calls. */
const isOtherTaker = (node: TSESTree.Node, taker: Taker): boolean => {
  let at = enclosingFunction(node);
  while (at !== undefined && at !== taker.node) {
    if (takerOf(at, names) !== undefined) return true;
    at = enclosingFunction(at);
  }
  return at === undefined;
};

/** Whether the text shows that the signal is not among the arguments: no carrier, no spread, no options from elsewhere. */
const isPlainlyWithout = (node: TSESTree.CallExpression, carriers: ReadonlySet<string>): boolean => {
  if (mentions(node, carriers)) return false;
  return node.arguments.every((argument) => {
    if (argument.type === AST_NODE_TYPES.SpreadElement) return false;
    if (argument.type === AST_NODE_TYPES.ObjectExpression) {
      return argument.properties.every(
        (property) => property.type === AST_NODE_TYPES.Property && !/signal/iu.test(namePath(property.key)[0] ?? ''),
      );
    }
    const path = namePath(argument).join('.');
    return !/signal|options?$|opts$|init$|config$|params$|context$|ctx$|request$|req$|args$|controller/iu.test(path);
  });
};

/** What should go on after the signal: cleaning up, what nobody waits for, and what a race with the signal already stops. */
const isExempt = (node: TSESTree.Node, carriers: ReadonlySet<string>): boolean => {
  let at: TSESTree.Node = node;
  while (at.parent !== undefined && !isFunction(at)) {
    const { parent } = at;
    if (parent.type === AST_NODE_TYPES.TryStatement && parent.finalizer === at) return true;
    if (parent.type === AST_NODE_TYPES.CatchClause) return true;
    if (parent.type === AST_NODE_TYPES.UnaryExpression && parent.operator === 'void') return true;
    if (parent.type === AST_NODE_TYPES.CallExpression && parent.callee !== at && mentions(parent, carriers))
      return true;
    at = parent;
  }
  // A listener or a timer that the function makes runs at a time of its own.
  return (
    at.parent?.type === AST_NODE_TYPES.CallExpression &&
    /^(?:on|once|addEventListener|setTimeout|setInterval)$/u.test(namePath(at.parent.callee).at(-1) ?? '')
  );
};

const suggestion = ({ node, call }: Stoppable, signal: string): TSESLint.SuggestionReportDescriptor<MessageId>[] => {
  if (call === undefined || signal === 'deadline') return [];
  const property = signal === 'signal' ? 'signal' : `signal: ${signal}`;
  const options = node.arguments[call.optionsAt];
  const describe = (fix: TSESLint.ReportFixFunction) => [{ messageId: 'forward' as const, data: { signal }, fix }];
  if (options?.type === AST_NODE_TYPES.ObjectExpression) {
    const last = options.properties.at(-1);
    return describe((fixer) =>
      last === undefined ? fixer.replaceText(options, `{ ${property} }`) : fixer.insertTextAfter(last, `, ${property}`),
    );
  }
  const last = node.arguments.at(-1);
  if (node.arguments.length !== call.optionsAt || last === undefined || isFunction(last)) return [];
  return describe((fixer) => fixer.insertTextAfter(last, `, { ${property} }`));
};
