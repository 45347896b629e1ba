import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { importTarget } from '../import-target.ts';
import { calleeName, constantValue, enclosingFunction, isFunction, unwrapped, type FunctionNode } from '../syntax.ts';
import { isHookCall, testCall } from '../test-calls.ts';

type MessageId = 'sleep';
type Options = readonly [{ readonly allowMs?: number; readonly names?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const names = ['sleep', 'delay', 'wait', 'pause', 'timeout', 'waitMs', 'sleepMs', 'wait_ms', 'setTimeoutAsync'];

/** Reports a test that waits for a fixed time. */
export const noSleepInTest = createRule<Options, MessageId>({
  name: 'no-sleep-in-test',
  meta: {
    type: 'problem',
    docs: { description: 'Disallow waiting for a fixed time in a test', recommended: true, strict: [{ allowMs: 0 }] },
    defaultOptions: [{ allowMs: 10, names }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          allowMs: {
            type: 'integer',
            minimum: 0,
            description: 'The longest wait that is no sleep, in milliseconds: one that lets the clock move on.',
          },
          names: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Functions that wait for the time that they are given.',
          },
        },
      },
    ],
    messages: {
      sleep:
        'This test waits for {{duration}}: too short on a busy machine, where it fails for no fault, and too long everywhere else. Wait for what must happen (an event, a promise, `vi.waitFor`), or use fake timers.',
    },
  },
  create: (context, [options]) => ({
    AwaitExpression: (node) => {
      const duration = sleepDuration(unwrapped(node.argument), context, options);
      if (duration === undefined || isShort(duration, context, options)) return;
      if (!isTestsOwn(node, context) || hasFakeTimers(context) || isMeant(node, context)) return;
      context.report({ node, messageId: 'sleep', data: { duration: durationText(duration, context) } });
    },
  }),
});

/** The node of the time that an awaited expression waits for; undefined when it is no sleep. */
const sleepDuration = (node: TSESTree.Node, context: Context, options: Options[0]): TSESTree.Node | undefined => {
  const scope = context.sourceCode.getScope(node);
  if (node.type === AST_NODE_TYPES.NewExpression) return promisedTimer(node);
  if (node.type !== AST_NODE_TYPES.CallExpression) return undefined;
  const target = importTarget(node.callee, scope);
  const isPlatform = target?.module === 'timers/promises' && target.path.at(-1) === 'setTimeout';
  const isNamed = node.callee.type === AST_NODE_TYPES.Identifier && (options.names ?? names).includes(calleeName(node));
  if (!isPlatform && !isNamed) return undefined;
  const [duration] = node.arguments;
  // `wait(() => isReady())` waits for something that happens.
  return duration === undefined || isFunction(unwrapped(duration)) || !isTime(duration, scope) ? undefined : duration;
};

const isTime = (node: TSESTree.Node, scope: TSESLint.Scope.Scope): boolean => {
  const value = constantValue(node, scope);
  if (value.type === AST_NODE_TYPES.Literal) return typeof value.value === 'number';
  if (value.type === AST_NODE_TYPES.BinaryExpression) return isTime(value.left, scope) || isTime(value.right, scope);
  return /ms$|delay|duration|timeout|interval|millis|ttl|time$/iu.test(
    value.type === AST_NODE_TYPES.Identifier ? value.name : '',
  );
};

/** `new Promise((resolve) => setTimeout(resolve, 100))`, with or without a block. */
const promisedTimer = ({ callee, arguments: [executor] }: TSESTree.NewExpression): TSESTree.Node | undefined => {
  if (callee.type !== AST_NODE_TYPES.Identifier || callee.name !== 'Promise' || !isFunction(executor)) return undefined;
  const timer = onlyExpression(executor);
  if (timer?.type !== AST_NODE_TYPES.CallExpression || calleeName(timer) !== 'setTimeout') return undefined;
  const [resolve] = executor.params;
  const [woken, duration] = timer.arguments;
  const isResolve = resolve?.type === AST_NODE_TYPES.Identifier && woken !== undefined && wakes(woken, resolve.name);
  return isResolve ? duration : undefined;
};

const onlyExpression = ({ body }: FunctionNode): TSESTree.Node | undefined => {
  if (body.type !== AST_NODE_TYPES.BlockStatement) return body;
  const [only, ...more] = body.body;
  if (more.length > 0) return undefined;
  if (only?.type === AST_NODE_TYPES.ExpressionStatement) return only.expression;
  return only?.type === AST_NODE_TYPES.ReturnStatement ? (only.argument ?? undefined) : undefined;
};

const wakes = (node: TSESTree.Node, resolve: string): boolean => {
  if (node.type === AST_NODE_TYPES.Identifier) return node.name === resolve;
  if (!isFunction(node)) return false;
  const call = onlyExpression(node);
  return call?.type === AST_NODE_TYPES.CallExpression && calleeName(call) === resolve;
};

const isShort = (duration: TSESTree.Node, context: Context, { allowMs = 10 }: Options[0]): boolean => {
  const value = constantValue(duration, context.sourceCode.getScope(duration));
  return value.type === AST_NODE_TYPES.Literal && typeof value.value === 'number' && value.value <= allowMs;
};

/** Whether the test or hook itself waits: not a fake that it gives to the code, and not a loop that asks again. */
const isTestsOwn = (node: TSESTree.Node, context: Context): boolean => {
  const body = enclosingFunction(node);
  if (body === undefined || isInLoop(node, body)) return false;
  const call = body.parent;
  if (call.type !== AST_NODE_TYPES.CallExpression || call.callee === body) return false;
  const scope = context.sourceCode.getScope(call);
  return testCall(call, scope)?.body === body || isHookCall(call, scope);
};

/** Time must pass between two dates, or nothing may happen for a while: no event tells of either. */
const isMeant = (node: TSESTree.AwaitExpression, context: Context): boolean => {
  const statement = node.parent;
  const block = statement.parent;
  if (block?.type !== AST_NODE_TYPES.BlockStatement) return false;
  const index = block.body.findIndex((it) => it === statement);
  const text = (at: TSESTree.Node | undefined): string => (at === undefined ? '' : context.sourceCode.getText(at));
  const [before, after] = [text(block.body[index - 1]), text(block.body[index + 1])];
  const why = context.sourceCode.getCommentsBefore(statement).map(({ value }) => value);
  return (
    /\bnew Date\(\)|Date\.now\(\)/u.test(before + after) ||
    /^(?:await )?expect\b[\s\S]*(?:\.not\.|toHaveLength\(0\)|toBe\(false\))/u.test(after) ||
    /timestamp|precision|clock/iu.test(why.join(' '))
  );
};

const isInLoop = (node: TSESTree.Node, body: FunctionNode): boolean => {
  for (let at = node.parent; at !== undefined && at !== body; at = at.parent) {
    if (/^(?:For|While|DoWhile)/u.test(at.type)) return true;
  }
  return false;
};

const hasFakeTimers = (context: Context): boolean =>
  /useFakeTimers|mock\.timers|install\(\s*\{[^}]*toFake/u.test(context.sourceCode.text);

const durationText = (duration: TSESTree.Node, context: Context): string => {
  const value = constantValue(duration, context.sourceCode.getScope(duration));
  const text = context.sourceCode.getText(duration);
  return value.type === AST_NODE_TYPES.Literal ? `${String(value.value)} ms` : `\`${text}\` ms`;
};
