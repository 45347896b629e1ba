import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { hasReason } from '../reason-comment.ts';
import { descendants, isFunction, localFunction, namePath, type FunctionNode } from '../syntax.ts';
import { testCall, type TestCall } from '../test-calls.ts';

type MessageId = 'none';
type Options = readonly [{ readonly assertions?: readonly string[]; readonly smokeTitle?: string }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;
type Judge = { readonly isAssertion: (name: string) => boolean; readonly isSmoke: (title: string) => boolean };

/** Patterns of a name in a call that asserts: `expect(…)`, `assertValid(…)`, `screen.findByRole(…)`, `t.is(…)`. */
const assertions = [
  '^(?:reject|ignoreErrors?$|expect|assert|verify|ensure|check|should|validate|must|fail|throws|rejects|invariant)',
  '(?:Assert|Expect|Should|Verify|Check|Snapshot|Invariant)',
  '^(?:findBy|findAllBy|getBy|getAllBy|waitFor|queryBy|once$)',
  '^run.*(?:Test|Tests|Case|Suite|Rule)',
  '^test[A-Z]',
  '(?:Type|TypeOf)Of$|^(?:attest|typeOf|equalTypes)$',
];
const smokeTitle =
  "(?:n['’]?t|not|never|without) (?:\\w+ ){0,4}\\w*(?:throw|crash|fail|error|break|hang|block|explode|reject|panic|leak|warn|cause|raise)|no[- ]?(?:op|throw|error|crash)|smoke|compil|type[- ]?(?:check|safe|level)?s?\\b|infer|renders|gracefully|silently|tolerat|surviv|accepts?\\b|ignores?\\b|safe(?:ly)? |allows?\\b|handles?\\b|idempotent|even (?:if|when|with)|despite|allowed\\b|skips?\\b|re-?ent|\\bok to\\b|\\bworks? with";

/** What in a test's text asserts without a call: an error of types that must come, a comment that says what must not. */
const promises = /@ts-expect-error|\/[/*].*(?:not|n['’]t|without) (?:\w+ ){0,2}(?:throw|crash|hang|reject)/u;

/** Reports a test that passes whatever the code does, as long as nothing throws. */
export const testAsserts = createRule<Options, MessageId>({
  name: 'test-asserts',
  meta: {
    type: 'problem',
    docs: { description: 'Require every test to assert something', recommended: true },
    defaultOptions: [{ assertions, smokeTitle }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          assertions: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Regular expressions of names that assert when a test calls them.',
          },
          smokeTitle: {
            type: 'string',
            description: 'Regular expression of titles of tests whose promise is that nothing throws.',
          },
        },
      },
    ],
    messages: {
      none: 'This test asserts nothing: it passes whatever the code answers, as long as nothing throws. Assert what its title promises; where the promise is that nothing throws, say so in the title.',
    },
  },
  create: (context, [options]) => {
    // Tests of types fail in the compiler, and those that must compile stand beside those that must not.
    if (/(?:test-d|types?\.(?:test|spec))\.[cm]?tsx?$/u.test(context.filename)) return {};
    if (/@ts-expect-error|expectTypeOf|assertType/u.test(context.sourceCode.text)) return {};
    const judge = createJudge(options);
    return {
      CallExpression: (node) => {
        const test = testCall(node, context.sourceCode.getScope(node));
        if (
          test === undefined ||
          judge.isSmoke(test.title) ||
          isRegression(node, context) ||
          isAsserting(test, { context, judge })
        )
          return;
        context.report({ node: node.callee, messageId: 'none' });
      },
    };
  },
});

/** `// Regression <link>` above a test: what it proves is that the code gets through. */
const isRegression = (node: TSESTree.Node, { sourceCode }: Context): boolean =>
  sourceCode.getCommentsBefore(node).some(({ value }) => /\bregression\b/iu.test(value));

const createJudge = (options: Options[0]): Judge => {
  const patterns = (options.assertions ?? assertions).map((pattern) => new RegExp(pattern, 'u'));
  const smoke = new RegExp(options.smokeTitle ?? smokeTitle, 'iu');
  return { isAssertion: (name) => patterns.some((it) => it.test(name)), isSmoke: (title) => smoke.test(title) };
};

type Look = { readonly context: Context; readonly judge: Judge };

const isAsserting = ({ body }: TestCall, look: Look): boolean => {
  const { sourceCode } = look.context;
  // A test with a callback fails when it is not called; one that expects an error of types fails when there is none.
  if (usesCallback(body) || promises.test(sourceCode.getText(body))) return true;
  if (isEmpty(body)) return hasReason(sourceCode, body, {});
  return asserts(body, look, new Set());
};

const isEmpty = ({ body }: FunctionNode): boolean =>
  body.type === AST_NODE_TYPES.BlockStatement && body.body.length === 0;

const usesCallback = ({ params: [first] }: FunctionNode): boolean =>
  first?.type === AST_NODE_TYPES.Identifier && /^(?:done|cb|callback|next|resolve)$/u.test(first.name);

/** Whether a node asserts, or calls a function of this file that does. */
const asserts = (node: TSESTree.Node, look: Look, seen: Set<TSESTree.Node>): boolean => {
  if (seen.has(node)) return false;
  seen.add(node);
  for (const below of descendants(node)) {
    if (isAssertingNode(below, look.judge)) return true;
    if (below.type === AST_NODE_TYPES.CallExpression && callsAssertion(below, look, seen)) return true;
  }
  return false;
};

const isAssertingNode = (node: TSESTree.Node, { isAssertion }: Judge): boolean => {
  if (node.type === AST_NODE_TYPES.ThrowStatement || node.type === AST_NODE_TYPES.TSSatisfiesExpression) return true;
  // `type verified = Expect<Equal<A, B>>`
  if (node.type === AST_NODE_TYPES.TSTypeReference)
    return namePath(node.typeName).some((name) => /^(?:Expect|Equal|Assert)/u.test(name));
  if (node.type === AST_NODE_TYPES.MemberExpression) {
    return node.property.type === AST_NODE_TYPES.Identifier && node.property.name === 'should';
  }
  if (node.type === AST_NODE_TYPES.NewExpression) return isWaiting(node);
  if (node.type !== AST_NODE_TYPES.CallExpression) return false;
  return namePath(node.callee).some(isAssertion) || node.arguments.some(isExpectedStatus);
};

/** `await new Promise((resolve) => job.on('end', resolve))`: the test runs out of time when it never happens. A sleep always ends. */
const isWaiting = ({ callee, arguments: [executor] }: TSESTree.NewExpression): boolean =>
  namePath(callee)[0] === 'Promise' &&
  isFunction(executor) &&
  ![...descendants(executor.body)].some(
    (node) => node.type === AST_NODE_TYPES.CallExpression && namePath(node.callee).at(-1) === 'setTimeout',
  );

/** `app.importToggles(body, 403)`: a helper that is told the status to expect. */
const isExpectedStatus = (node: TSESTree.Node): boolean =>
  node.type === AST_NODE_TYPES.Literal &&
  typeof node.value === 'number' &&
  /^(?:20[1-6]|30\d|4\d\d|50\d)$/u.test(String(node.value)) &&
  node.parent.type === AST_NODE_TYPES.CallExpression &&
  node.parent.arguments.length > 1 &&
  !/^(?:setTimeout|setInterval|delay|sleep)$/u.test(namePath(node.parent.callee).at(-1) ?? '');

const callsAssertion = (node: TSESTree.CallExpression, look: Look, seen: Set<TSESTree.Node>): boolean =>
  [node.callee, ...node.arguments].some((part) => {
    if (part.type !== AST_NODE_TYPES.Identifier) return false;
    const made = localFunction(part, look.context.sourceCode.getScope(part));
    return made !== undefined && isFunction(made) && asserts(made, look, seen);
  });
