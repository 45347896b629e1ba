import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { isProbe } from '../probe.ts';
import { globList, isFileAmong, scriptFiles, testFiles } from '../source-files.ts';
import { descendants, isFunction, namePath, unwrapped, type FunctionNode } from '../syntax.ts';

type MessageId = 'causeLost' | 'causeDropped' | 'noCode' | 'addCause';
type Options = readonly [
  {
    readonly ignore?: readonly string[];
    readonly answers?: string;
    readonly allowLogged?: boolean;
    readonly requireCode?: boolean;
    readonly codeNames?: readonly string[];
  },
];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

const ignore = [...testFiles, ...scriptFiles, '**/*.{tsx,jsx}'];
const codeNames = ['code', 'errorCode', 'status', 'statusCode', 'type', 'kind', 'reason', '_tag', 'extensions', 'id'];
/** Errors that tell the caller what is wrong with what it sent: their cause is the caller's input. */
const answers =
  'BadData|BadRequest|Invalid|NotFound|Validation|Forbidden|Unauthori[sz]ed|Unauthenticated|Conflict|UserInput|Parse|Syntax|Usage|Abort|Cancel|Timeout';
const answerCode =
  /['"](?:BAD_REQUEST|NOT_FOUND|UNAUTHORIZED|FORBIDDEN|CONFLICT|BAD_USER_INPUT|UNPROCESSABLE\w*|PRECONDITION_FAILED|INVALID\w*)['"]|\b4\d\d\b|InvalidParams|InvalidRequest/u;
const builtIn = /^(?:Error|EvalError|RangeError|ReferenceError|SyntaxError|TypeError|URIError|AggregateError)$/u;
const builtInSuper = /^(?:Error|RangeError|TypeError|AggregateError)$/u;

/** Reports where the error that was caught is lost on the way to the next one, and error classes that only prose tells apart. */
export const errorWithCauseAndCode = createRule<Options, MessageId>({
  name: 'error-with-cause-and-code',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require that an error made from another keeps it as its cause, and that error classes have a code',
      recommended: true,
      strict: [{ requireCode: true, allowLogged: false }],
    },
    hasSuggestions: true,
    defaultOptions: [{ ignore, answers, allowLogged: true, requireCode: false, codeNames }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          ignore: globList('Globs of files that are not looked at, such as tests and components.'),
          answers: {
            type: 'string',
            description: 'Regular expression of errors that answer bad input, which need no cause.',
          },
          allowLogged: {
            type: 'boolean',
            description: 'Whether an error that was logged or used otherwise need not be kept.',
          },
          requireCode: { type: 'boolean', description: 'Whether an exported error class must have a code.' },
          codeNames: globList('Properties that count as a code.'),
        },
      },
    ],
    messages: {
      causeLost:
        'This error takes the place of `{{caught}}` and does not keep it: the stack that says where it failed ends here. Give it `{ cause: {{caught}} }`.',
      causeDropped:
        '`{{name}}` takes a cause and does not hand it to `super`: `error.cause` stays empty, and no log shows what failed first. Call `super(message, { cause })`.',
      noCode:
        '`{{name}}` has no code: callers and alerts can tell it only by its words or its class, which does not survive a bundle, a worker or the network. Give it a constant `code`.',
      addCause: 'Add `{ cause: {{caught}} }`.',
    },
  },
  create: (context, [options]) => {
    if (isFileAmong(context, options.ignore ?? ignore)) return {};
    return {
      CatchClause: (node) => judgeClause(node, context, options),
      CallExpression: (node) => judgeHandlers(node, context, options),
      ClassDeclaration: (node) => judgeClass(node, context, options),
    };
  },
});

/** Errors of the language thrown directly in a catch clause are `preserve-caught-error`'s. */
const judgeClause = (node: TSESTree.CatchClause, context: Context, options: Options[0]): void => {
  if (node.param?.type !== AST_NODE_TYPES.Identifier || isProbe(context.sourceCode, node.parent.block, probes)) return;
  const { name } = node.param;
  for (const made of ownErrors(node.body)) {
    const isDirectlyThrown = made.parent.type === AST_NODE_TYPES.ThrowStatement;
    if (!(isDirectlyThrown && builtIn.test(errorName(made))))
      reportLost(made, { name, scope: node.body, options }, context);
  }
};

const probes = ['JSON.parse', 'URL', 'RegExp', 'BigInt', 'decodeURIComponent', 'access', 'stat', 'verify', 'parse'];

/** `.catch((error) => { throw new X(…); })`, and callbacks `(error, …) => { if (error) reject(new X(…)); }`. */
const judgeHandlers = (node: TSESTree.CallExpression, context: Context, options: Options[0]): void => {
  for (const argument of node.arguments) {
    if (!isFunction(argument)) continue;
    const [first] = argument.params;
    if (first?.type !== AST_NODE_TYPES.Identifier || !/^(?:e|err|error|cause|ex)$/u.test(first.name)) continue;
    for (const made of ownErrors(argument.body)) {
      if (isUnderTest(made, { name: first.name, handler: argument }, context))
        reportLost(made, { name: first.name, scope: argument.body, options }, context);
    }
  }
};

type Handler = { readonly name: string; readonly handler: FunctionNode };

/** In a callback the error may be absent: only where it was tested, or in a rejection handler, is it there. */
const isUnderTest = (made: TSESTree.Node, { name, handler }: Handler, context: Context): boolean => {
  const call = handler.parent;
  const isRejection =
    call.type === AST_NODE_TYPES.CallExpression &&
    namePath(call.callee).at(-1) === 'catch' &&
    handler.params.length === 1;
  for (let at: TSESTree.Node = made; at !== handler && at.parent !== undefined; at = at.parent) {
    if (at.parent.type !== AST_NODE_TYPES.IfStatement) continue;
    return at.parent.consequent === at && context.sourceCode.getText(at.parent.test) === name;
  }
  return isRejection;
};

/** `new XError(…)` that is thrown or rejected with, made by the node's own code. */
const ownErrors = (body: TSESTree.Node): readonly TSESTree.NewExpression[] =>
  [
    ...descendants(
      body,
      (below) => below === body || (!isFunction(below) && below.type !== AST_NODE_TYPES.CatchClause),
    ),
  ].filter(
    (node): node is TSESTree.NewExpression =>
      node.type === AST_NODE_TYPES.NewExpression &&
      /(?:Error|Exception|Failure)$/u.test(errorName(node)) &&
      isPassedOn(node),
  );

const errorName = ({ callee }: TSESTree.NewExpression): string => namePath(callee).at(-1) ?? '';

const isPassedOn = ({ parent }: TSESTree.NewExpression): boolean =>
  parent.type === AST_NODE_TYPES.ThrowStatement ||
  (parent.type === AST_NODE_TYPES.CallExpression &&
    /^(?:reject|callback|cb|next|done)$/u.test(namePath(parent.callee).at(-1) ?? ''));

type Caught = { readonly name: string; readonly scope: TSESTree.Node; readonly options: Options[0] };

/** Whether any argument keeps the error itself; its text alone does not. */
const reportLost = (node: TSESTree.NewExpression, { name, scope, options }: Caught, context: Context): void => {
  if (node.arguments.some((argument) => keeps(argument, name)) || isAnswer(node, options, context)) return;
  // Logged, wrapped, or looked at to tell what it is: then it is not lost, or it is known.
  if (options.allowLogged !== false && isUsedBeside(scope, name, node)) return;
  const fix = causeFix(node, name);
  const suggest = fix === undefined ? [] : [{ messageId: 'addCause' as const, data: { caught: name }, fix }];
  context.report({ node, messageId: 'causeLost', data: { caught: name }, suggest });
};

const isAnswer = (node: TSESTree.NewExpression, options: Options[0], context: Context): boolean =>
  new RegExp(options.answers ?? answers, 'u').test(errorName(node)) ||
  answerCode.test(context.sourceCode.getText(node));

const keeps = (argument: TSESTree.Node, name: string): boolean =>
  [...descendants(argument)].some((node) => {
    if (node.type === AST_NODE_TYPES.SpreadElement) return true;
    if (node.type !== AST_NODE_TYPES.Identifier || node.name !== name) return false;
    return !isTextOf(node);
  });

/** `error.message`, `String(error)`, `${error}`, `error instanceof Error ? … : …`. */
const isTextOf = (node: TSESTree.Identifier): boolean => {
  const { parent } = node;
  if (parent.type === AST_NODE_TYPES.MemberExpression) {
    return parent.object === node && /^(?:message|name|toString)$/u.test(namePath(parent.property)[0] ?? '');
  }
  if (/As|NonNull|Assertion/u.test(parent.type) && parent.parent !== undefined) {
    return parent.parent.type === AST_NODE_TYPES.MemberExpression && namePath(parent.parent.property)[0] === 'message';
  }
  if (parent.type === AST_NODE_TYPES.CallExpression) return namePath(parent.callee).join('.') === 'String';
  return parent.type === AST_NODE_TYPES.TemplateLiteral || parent.type === AST_NODE_TYPES.BinaryExpression;
};

const isUsedBeside = (scope: TSESTree.Node, name: string, made: TSESTree.NewExpression): boolean =>
  [...descendants(scope, (node) => node !== made)].some(
    (node) => node.type === AST_NODE_TYPES.Identifier && node.name === name && !isTested(node) && !isKey(node),
  );

const isTested = (node: TSESTree.Identifier): boolean => node.parent.type === AST_NODE_TYPES.IfStatement;

const isKey = (node: TSESTree.Identifier): boolean =>
  (node.parent.type === AST_NODE_TYPES.Property && node.parent.key === node && !node.parent.shorthand) ||
  (node.parent.type === AST_NODE_TYPES.MemberExpression && node.parent.property === node && !node.parent.computed);

const causeFix = (node: TSESTree.NewExpression, name: string): TSESLint.ReportFixFunction | undefined => {
  const [only, ...more] = node.arguments;
  // What a class of one's own takes as its second argument is not known here.
  if (only === undefined || more.length > 0 || !builtIn.test(errorName(node))) return undefined;
  return (fixer) => fixer.insertTextAfter(only, `, { cause: ${name} }`);
};

const judgeClass = (node: TSESTree.ClassDeclaration, context: Context, options: Options[0]): void => {
  const parent = node.superClass === null ? '' : (namePath(node.superClass).at(-1) ?? '');
  if (!builtInSuper.test(parent) || node.id === null) return;
  judgeConstructor(node, context);
  const isExported = /^Export/u.test(node.parent.type);
  if (options.requireCode !== true || !isExported || hasCode(node, options)) return;
  context.report({ node: node.id, messageId: 'noCode', data: { name: node.id.name } });
};

/** A constructor with a parameter for the cause of which nothing becomes of `cause`. */
const judgeConstructor = (node: TSESTree.ClassDeclaration, context: Context): void => {
  const made = node.body.body.find(
    (it) => it.type === AST_NODE_TYPES.MethodDefinition && it.kind === 'constructor' && isFunction(it.value),
  );
  if (made?.type !== AST_NODE_TYPES.MethodDefinition || !isFunction(made.value)) return;
  const cause = made.value.params.find(
    (it) => it.type === AST_NODE_TYPES.Identifier && /^(?:cause|originalError|innerError)$/u.test(it.name),
  );
  if (cause === undefined || node.id === null) return;
  const text = context.sourceCode.getText(made.value.body);
  if (/\bcause\b\s*[,}:)]|this\.(?:cause|originalError|innerError)|\bcause\b\s*=/u.test(text)) return;
  context.report({ node: cause, messageId: 'causeDropped', data: { name: node.id.name } });
};

const hasCode = (node: TSESTree.ClassDeclaration, options: Options[0]): boolean => {
  const names = options.codeNames ?? codeNames;
  return [...descendants(node.body)].some((below) => {
    if (below.type === AST_NODE_TYPES.PropertyDefinition || below.type === AST_NODE_TYPES.MethodDefinition) {
      return names.includes(namePath(below.key)[0] ?? '');
    }
    if (below.type === AST_NODE_TYPES.TSParameterProperty)
      return names.includes(namePath(unwrapped(below.parameter))[0] ?? '');
    return false;
  });
};
