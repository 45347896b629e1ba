import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { createRule } from '../create-rule.ts';
import { madeHandle, type NativeHandle } from '../native-handles.ts';
import { globList, isFileAmong, scriptFiles, testFiles } from '../source-files.ts';
import { calleeName, descendants, enclosingFunction, unwrapped, type FunctionNode } from '../syntax.ts';

type MessageId = 'never' | 'notOnFailure';
type Options = readonly [{ readonly ignore?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;
type Held = { readonly node: TSESTree.VariableDeclarator; readonly handle: NativeHandle; readonly body: FunctionNode };

const ignore = [...testFiles, ...scriptFiles];

/** Reports a file, connection, session or tensor that a function takes and does not give back on every way out. */
export const releaseNativeHandle = createRule<Options, MessageId>({
  name: 'release-native-handle',
  meta: {
    type: 'problem',
    docs: {
      description: 'Require that files, pooled connections, model sessions and tensors are given back',
      recommended: true,
    },
    defaultOptions: [{ ignore }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: { ignore: globList('Globs of files that are not looked at, such as tests and scripts.') },
      },
    ],
    messages: {
      never:
        'The {{what}} `{{name}}` is never given back: each call keeps one more, until none is left and every later call fails or waits. Give it back with `{{release}}` in a `finally`.',
      notOnFailure:
        'The {{what}} `{{name}}` is given back only when nothing fails: each failure in between keeps one for ever, and when none is left every later call fails or waits. Put `{{release}}` into a `finally`.',
    },
  },
  create: (context, [options]) => {
    if (isFileAmong(context, options.ignore ?? ignore)) return {};
    return {
      VariableDeclarator: (node) => {
        const held = heldHandle(node, context);
        if (held !== undefined) judge(held, context);
      },
    };
  },
});

/** A handle that a function keeps in a variable of its own. */
const heldHandle = (node: TSESTree.VariableDeclarator, context: Context): Held | undefined => {
  const body = enclosingFunction(node);
  if (body === undefined || node.init === null || node.id.type !== AST_NODE_TYPES.Identifier) return undefined;
  // `using` and `await using` give back by themselves.
  if (/using/u.test(node.parent.kind)) return undefined;
  const plain = unwrapped(node.init);
  const made = plain.type === AST_NODE_TYPES.AwaitExpression ? unwrapped(plain.argument) : plain;
  if (made.type !== AST_NODE_TYPES.CallExpression && made.type !== AST_NODE_TYPES.NewExpression) return undefined;
  const handle = madeHandle(made, context.sourceCode.getScope(made));
  // What a pool gives is a promise: without `await` it is not the connection yet.
  const isPending = handle?.isAwaited === true && plain === made;
  return handle === undefined || isPending ? undefined : { node, handle, body };
};

const judge = ({ node, handle, body }: Held, context: Context): void => {
  const [variable] = context.sourceCode.getDeclaredVariables(node);
  const uses = (variable?.references ?? []).filter(({ init }) => init !== true).map(({ identifier }) => identifier);
  const releases = uses.filter((use) => isRelease(use, handle));
  const messageId = releases.length === 0 ? neverReleased(uses) : releasedTooLate(releases, { node, handle, body });
  if (messageId === undefined || node.id.type !== AST_NODE_TYPES.Identifier) return;
  const release = handle.methods[0] === undefined ? `${handle.functions[0] ?? ''}(…)` : `${handle.methods[0]}()`;
  context.report({ node: node.id, messageId, data: { what: handle.what, name: node.id.name, release } });
};

const isRelease = (use: TSESTree.Node, { methods, functions }: NativeHandle): boolean => {
  const { parent } = use;
  if (parent?.type === AST_NODE_TYPES.MemberExpression && parent.object === use) {
    return parent.property.type === AST_NODE_TYPES.Identifier && methods.includes(parent.property.name);
  }
  return (
    parent?.type === AST_NODE_TYPES.CallExpression && parent.callee !== use && functions.includes(calleeName(parent))
  );
};

/** Only using the handle itself keeps it here; returned, stored or given to another it may be given back there. */
const neverReleased = (uses: readonly TSESTree.Node[]): MessageId | undefined =>
  uses.every(({ parent }) => parent?.type === AST_NODE_TYPES.MemberExpression && uses.includes(parent.object)) &&
  uses.length > 0
    ? 'never'
    : undefined;

const releasedTooLate = (releases: readonly TSESTree.Node[], held: Held): MessageId | undefined => {
  if (releases.some((release) => enclosingFunction(release) !== held.body || isInFinally(release, held.body))) {
    return undefined;
  }
  if (releases.some((release) => isIn(release, AST_NODE_TYPES.CatchClause, held.body))) return undefined;
  const first = Math.min(...releases.map(({ range }) => range[0]));
  return mayFailBetween(held, first) ? 'notOnFailure' : undefined;
};

const isInFinally = (node: TSESTree.Node, body: FunctionNode): boolean => {
  for (let at: TSESTree.Node | undefined = node; at !== undefined && at !== body; at = at.parent) {
    if (at.parent?.type === AST_NODE_TYPES.TryStatement && at.parent.finalizer === at) return true;
  }
  return false;
};

const isIn = (node: TSESTree.Node, type: AST_NODE_TYPES, body: FunctionNode): boolean => {
  for (let at = node.parent; at !== undefined && at !== body; at = at.parent) if (at.type === type) return true;
  return false;
};

/** Whether something is awaited, called on the handle or thrown between taking it and giving it back. */
const mayFailBetween = ({ node, body }: Held, releasedAt: number): boolean => {
  for (const below of descendants(body)) {
    const isBetween = below.range[0] > node.range[1] && below.range[1] < releasedAt;
    if (isBetween && /^(?:AwaitExpression|CallExpression|ThrowStatement)$/u.test(below.type)) return true;
  }
  return false;
};
