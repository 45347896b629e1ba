import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import { createRule } from '../create-rule.ts';
import { outboundCallSites, type OutboundCallSite as Found } from '../outbound-call-sites.ts';
import type { OutboundCall } from '../outbound-calls.ts';
import { timeBound, type Bound } from '../time-bound.ts';

type MessageId = 'unbounded' | 'unknown' | 'addLimit';
type Options = readonly [{ readonly unknown?: 'allow' | 'report'; readonly suggestedTimeoutMs?: number }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

/** Reports a call of `fetch`, undici, `node:http`, axios or got that nothing stops when the other side never answers. */
export const noUnboundedOutboundCall = createRule<Options, MessageId>({
  name: 'no-unbounded-outbound-call',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require a time limit on every outbound HTTP call',
      recommended: true,
      strict: [{ unknown: 'report' }],
    },
    hasSuggestions: true,
    defaultOptions: [{ unknown: 'allow', suggestedTimeoutMs: 5000 }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          unknown: {
            type: 'string',
            enum: ['allow', 'report'],
            description: 'What to say of options that cannot be read here, such as a parameter.',
          },
          suggestedTimeoutMs: {
            type: 'integer',
            minimum: 1,
            description: 'The limit that a suggestion adds, in milliseconds.',
          },
        },
      },
    ],
    messages: {
      unbounded:
        '`{{callee}}` has no time limit: it waits {{wait}} for an answer that may never come, holding its caller. Give it {{bounds}}.',
      unknown:
        'It cannot be seen here that `{{callee}}` has a time limit. Name {{bounds}} at the call, after any spread.',
      addLimit: 'Add `{{property}}`.',
    },
  },
  create: (context, [options]) => ({
    'Program:exit': (program) => {
      for (const found of outboundCallSites(context.sourceCode.getScope(program))) {
        const bound = callBound(found, context);
        if (bound === 'unbounded') report(context, found, options);
        if (bound === 'unknown' && options.unknown === 'report') reportUnknown(context, found);
      }
    },
  }),
});

const callBound = ({ node, call }: Found, context: Context): Bound => {
  if (isLocalAddress(node.arguments[0]) || isInsideDeadline(node)) return 'bounded';
  if (call.client === 'http' && isLimitedLater(node, context)) return 'bounded';
  // One line sets the limit of every call through axios.
  if (call.client === 'axios' && /\.defaults\.timeout\s*=/u.test(context.sourceCode.text)) return 'bounded';
  if (node.arguments.some((argument) => argument.type === AST_NODE_TYPES.SpreadElement)) return 'unknown';
  const bounds = optionArguments(node, call).map((argument) =>
    timeBound(argument, { keys: call.bounds, scope: context.sourceCode.getScope(node) }),
  );
  if (bounds.includes('bounded')) return 'bounded';
  return bounds.includes('unknown') ? 'unknown' : 'unbounded';
};

/** The arguments that may hold the limit: the options, and for `fetch` a `Request` that stands alone. */
const optionArguments = (node: TSESTree.CallExpression, call: OutboundCall): readonly TSESTree.Node[] => {
  const at = call.client === 'fetch' && isMaybeRequest(node.arguments[0]) ? [0, ...call.optionsAt] : call.optionsAt;
  return at.map((index) => node.arguments[index]).filter((argument) => argument !== undefined);
};

const isMaybeRequest = (node: TSESTree.Node | undefined): boolean => {
  if (node?.type === AST_NODE_TYPES.NewExpression) return true;
  return node?.type === AST_NODE_TYPES.Identifier && /req/iu.test(node.name);
};

// `data:` and `blob:` stay in this process, `file:` on this machine.
const isLocalAddress = (node: TSESTree.Node | undefined): boolean =>
  node?.type === AST_NODE_TYPES.Literal && typeof node.value === 'string' && /^(?:data|blob|file):/iu.test(node.value);

/** Whether an enclosing call stops the wait: `withTimeout(fetch(…), 100)`, `Promise.race([fetch(…), timer])`. */
const isInsideDeadline = (node: TSESTree.Node): boolean => {
  let child: TSESTree.Node = node;
  while (child.parent !== undefined && !isDeclaration(child.parent)) {
    const { parent } = child;
    if (parent.type === AST_NODE_TYPES.CallExpression && parent.callee !== child && isDeadline(parent)) return true;
    child = parent;
  }
  return false;
};

const isDeclaration = ({ type }: TSESTree.Node): boolean =>
  type === AST_NODE_TYPES.Program || type === AST_NODE_TYPES.FunctionDeclaration || type === AST_NODE_TYPES.ClassBody;

const isDeadline = ({ callee, arguments: [first] }: TSESTree.CallExpression): boolean => {
  const name = calleeToken(callee);
  if (name.type !== AST_NODE_TYPES.Identifier) return false;
  if (name.name === 'race') return first?.type === AST_NODE_TYPES.ArrayExpression && first.elements.length > 1;
  return /timeout|deadline/iu.test(name.name) && !/^(?:set|clear)Timeout$/u.test(name.name);
};

/** `http.get(…).setTimeout(…)`, or a variable that gets `setTimeout` or that a timer destroys. */
const isLimitedLater = (node: TSESTree.CallExpression, context: Context): boolean => {
  const { parent } = node;
  if (isMember(parent, 'setTimeout')) return true;
  if (parent.type !== AST_NODE_TYPES.VariableDeclarator || parent.id.type !== AST_NODE_TYPES.Identifier) return false;
  const variable = findVariable(context.sourceCode.getScope(node), parent.id);
  return variable?.references.some(({ identifier }) => isLimit(identifier.parent)) ?? false;
};

const isLimit = (node: TSESTree.Node): boolean =>
  isMember(node, 'setTimeout') || (isMember(node, 'destroy') && isInTimer(node));

const isMember = (node: TSESTree.Node, name: string): boolean =>
  node.type === AST_NODE_TYPES.MemberExpression &&
  node.property.type === AST_NODE_TYPES.Identifier &&
  node.property.name === name;

const isInTimer = (node: TSESTree.Node): boolean => {
  const parent = node.parent;
  if (parent === undefined || isDeclaration(parent)) return false;
  const isTimer = parent.type === AST_NODE_TYPES.CallExpression && parent.callee !== node;
  const name = isTimer ? calleeToken(parent.callee) : parent;
  return (name.type === AST_NODE_TYPES.Identifier && name.name === 'setTimeout') || isInTimer(parent);
};

const calleeToken = (callee: TSESTree.Node): TSESTree.Node =>
  callee.type === AST_NODE_TYPES.MemberExpression ? callee.property : callee;

const facts = (context: Context, { node, call }: Found) => ({
  callee: context.sourceCode.getText(node.callee),
  wait: call.default,
  bounds: call.bounds.filter((name) => name !== 'dispatcher').join(' or '),
});

const report = (context: Context, found: Found, options: Options[0]): void => {
  const property = found.call.suggest(String(options.suggestedTimeoutMs ?? 5000));
  const fix = limitFix(found, property);
  context.report({
    node: calleeToken(found.node.callee),
    messageId: 'unbounded',
    data: facts(context, found),
    suggest: fix === null ? [] : [{ messageId: 'addLimit', data: { property }, fix }],
  });
};

const reportUnknown = (context: Context, found: Found): void =>
  context.report({ node: calleeToken(found.node.callee), messageId: 'unknown', data: facts(context, found) });

/** The edit that adds a limit where it is plain where it goes; null elsewhere. */
const limitFix = ({ node, call }: Found, property: string): TSESLint.ReportFixFunction | null => {
  const options = call.optionsAt.map((index) => node.arguments[index]).find((argument) => isPlainObject(argument));
  if (options?.type === AST_NODE_TYPES.ObjectExpression) {
    const last = options.properties.at(-1);
    return (fixer) =>
      last === undefined ? fixer.replaceText(options, `{ ${property} }`) : fixer.insertTextAfter(last, `, ${property}`);
  }
  const last = node.arguments.at(-1);
  const isNext = call.optionsAt.at(-1) === node.arguments.length;
  if (!isNext || last === undefined || last.type === AST_NODE_TYPES.ArrowFunctionExpression) return null;
  return (fixer) => fixer.insertTextAfter(last, `, { ${property} }`);
};

const isPlainObject = (node: TSESTree.Node | undefined): boolean =>
  node?.type === AST_NODE_TYPES.ObjectExpression &&
  node.properties.every(
    (property) =>
      property.type === AST_NODE_TYPES.Property &&
      property.key.type === AST_NODE_TYPES.Identifier &&
      !['signal', 'timeout', 'headersTimeout'].includes(property.key.name),
  );
