import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import { createRule } from '../create-rule.ts';
import { remoteCalls, type RemoteEffect } from '../remote-calls.ts';
import { constantValue, descendants, enclosingFunction, isWithin, namePath, ownNodes } from '../syntax.ts';

type MessageId = 'serial';
type Options = readonly [{ readonly reads?: readonly string[] }];
type Context = Readonly<TSESLint.RuleContext<MessageId, Options>>;

/** Reports a loop that waits for one independent read after the other, each a round trip to another machine. */
export const noSerialAwait = createRule<Options, MessageId>({
  name: 'no-serial-await',
  meta: {
    type: 'suggestion',
    docs: { description: 'Disallow waiting for independent remote reads one after the other', recommended: true },
    defaultOptions: [{ reads: [] }],
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          reads: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description:
              'Own functions that read from another machine, by the end of their dotted name: `client.getTrack`.',
          },
        },
      },
    ],
    messages: {
      serial:
        '`{{call}}` is awaited once for each item, and no item needs the one before: {{count}} round trips in a row, so the time grows with the input. Ask for all of them in one call, or run them side by side with a limit.',
    },
  },
  create: (context, [options]) => {
    let effects: ((node: TSESTree.Node) => RemoteEffect | undefined) | undefined;
    const effect = (node: TSESTree.Node): RemoteEffect | undefined => {
      effects ??= remoteCalls(context.sourceCode.scopeManager?.globalScope ?? context.sourceCode.getScope(node));
      return isNamed(node, options.reads ?? []) ? 'read' : effects(node);
    };
    return { ForOfStatement: (node) => checkLoop(context, node, effect) };
  },
});

type Effect = (node: TSESTree.Node) => RemoteEffect | undefined;

const checkLoop = (context: Context, loop: TSESTree.ForOfStatement, effect: Effect): void => {
  if (loop.await || loop.body.type !== AST_NODE_TYPES.BlockStatement || isFewOrOrdered(context, loop)) return;
  const nodes = ownNodes(loop.body);
  const waits = nodes.filter((node) => node.type === AST_NODE_TYPES.AwaitExpression);
  const reads = waits.filter((wait) => isRead(wait.argument, effect));
  const read = reads.find((wait) => innermostLoop(wait) === loop);
  // One wait that is no read may need its turn: a write, a pause, a lock.
  if (read === undefined || reads.length !== waits.length || !isIndependent(context, loop, nodes)) return;
  if (!usesItem(context, loop, read)) return;
  const call = namePath(read.argument).join('.');
  const count = reads.length === 1 ? 'the' : `${String(reads.length)} times the`;
  context.report({ node: read, messageId: 'serial', data: { call, count } });
};

const innermostLoop = (node: TSESTree.Node): TSESTree.Node | undefined => {
  let at: TSESTree.Node | undefined = node.parent;
  while (at !== undefined && !/^(?:For|While|DoWhile).*Statement$/u.test(at.type)) at = at.parent;
  return at;
};

/** A read by HTTP is a `GET`: a call with a body or a method may change something, and the order may matter. */
const isRead = (node: TSESTree.Node, effect: Effect): boolean => {
  const calls = ownNodes(node).filter((it) => it.type === AST_NODE_TYPES.CallExpression);
  if (calls.some((call) => effect(call) === 'write')) return false;
  return calls.some((call) => {
    const kind = effect(call);
    if (kind === 'call') return isGet(call);
    return kind === 'read' || (call === awaited(node) && isNamedRead(call));
  });
};

/** The call that is awaited itself, seen through the chain that handles its failure: `load(id).catch(…)`. */
const awaited = (node: TSESTree.Node): TSESTree.Node => {
  if (node.type !== AST_NODE_TYPES.CallExpression || node.callee.type !== AST_NODE_TYPES.MemberExpression) return node;
  return /^(?:then|catch|finally)$/u.test(namePath(node.callee).at(-1) ?? '') ? awaited(node.callee.object) : node;
};

const isGet = (call: TSESTree.CallExpression): boolean =>
  /^(?:fetch|get|head|axios|got)$/u.test(namePath(call.callee).at(-1) ?? '') &&
  !/method|body|post/iu.test(namesIn(call.arguments.slice(1)));

/** An own function that is named as a read of a store or a service, on something that is: `this.userRepository.getById(id)`. */
const isNamedRead = (call: TSESTree.CallExpression): boolean => {
  const path = namePath(call.callee);
  const name = path.at(-1) ?? '';
  if (!/^(?:get|find|fetch|load|list|lookup|search|query|count)(?:$|[A-Z])/u.test(name)) return false;
  if (/create|lock|next|update|insert|acquire|cache/iu.test(name)) return false;
  return /^(?:fetch)[A-Z]/u.test(name) || path.slice(0, -1).some((owner) => remoteOwner.test(owner));
};

const remoteOwner = /(?:service|store|repository|repo|client|api|gateway|dao|provider|prisma|db|octokit|stripe)$/iu;

const namesIn = (nodes: readonly TSESTree.Node[]): string =>
  nodes
    .flatMap((node) => [...descendants(node)])
    .map((node) => (node.type === AST_NODE_TYPES.Identifier ? node.name : ''))
    .join(' ');

/** Lists written out here are short; batches are asked for one after the other on purpose. */
const isFewOrOrdered = (context: Context, loop: TSESTree.ForOfStatement): boolean => {
  const source = constantValue(loop.right, context.sourceCode.getScope(loop));
  if (source.type === AST_NODE_TYPES.ArrayExpression) return true;
  const names = `${context.sourceCode.getText(loop.left)} ${context.sourceCode.getText(loop.right)}`;
  if (/chunk|batch|page|slice|retr|attempt|candidate|fallback|migrat|seed/iu.test(names)) return true;
  const comments = [...context.sourceCode.getCommentsInside(loop), ...context.sourceCode.getCommentsBefore(loop)];
  return comments.some(({ value }) =>
    /sequen|serial|one (?:by|at)|order|rate|throttl|limit|memory|concurren/iu.test(value),
  );
};

/**
 * Whether no turn needs the one before: the loop is not left early, and what it sets outside is only filled (`rows.push(…)`,
 * `byId[key] = …`, `sum += …`), and read by none of its waits.
 */
const isIndependent = (context: Context, loop: TSESTree.ForOfStatement, nodes: readonly TSESTree.Node[]): boolean => {
  if (nodes.some(({ type }) => leaving.has(type))) return false;
  const scope = context.sourceCode.getScope(loop.body);
  const filled = nodes.flatMap((node) => outerNamesSet(node, loop, scope));
  const waits = nodes.filter(({ type }) => type === AST_NODE_TYPES.AwaitExpression);
  if (waits.some((wait) => filled.some((name) => new RegExp(`\\b${name}\\b`, 'u').test(namesIn([wait]))))) return false;
  return !nodes.some(
    (node) =>
      node.type === AST_NODE_TYPES.IfStatement &&
      filled.some((name) => new RegExp(`\\b${name}\\b`, 'u').test(namesIn([node.test]))),
  );
};

const leaving: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.BreakStatement,
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.ThrowStatement,
  AST_NODE_TYPES.YieldExpression,
]);

const outerNamesSet = (node: TSESTree.Node, loop: TSESTree.Node, scope: TSESLint.Scope.Scope): readonly string[] => {
  const target = setTarget(node);
  const root = target === undefined ? undefined : namePath(target)[0];
  if (target === undefined || root === undefined) return [];
  const identifier = [...descendants(target)].find((it) => it.type === AST_NODE_TYPES.Identifier && it.name === root);
  const definition =
    identifier?.type === AST_NODE_TYPES.Identifier ? findVariable(scope, identifier)?.defs[0] : undefined;
  return definition !== undefined && isWithin(definition.name, loop) ? [] : [root];
};

/** What a node changes: the left of an assignment, the object of a method that fills (`push`, `set`, `add`). */
const setTarget = (node: TSESTree.Node): TSESTree.Node | undefined => {
  if (node.type === AST_NODE_TYPES.AssignmentExpression) return node.left;
  if (node.type === AST_NODE_TYPES.UpdateExpression) return node.argument;
  if (node.type !== AST_NODE_TYPES.CallExpression || node.callee.type !== AST_NODE_TYPES.MemberExpression)
    return undefined;
  return /^(?:push|unshift|set|add|concat|append)$/u.test(namePath(node.callee).at(-1) ?? '')
    ? node.callee.object
    : undefined;
};

/** Whether what is asked for depends on the item of the turn; else it could be asked for once, which is another fault. */
const usesItem = (context: Context, loop: TSESTree.ForOfStatement, wait: TSESTree.Node): boolean => {
  const variables =
    loop.left.type === AST_NODE_TYPES.VariableDeclaration ? context.sourceCode.getDeclaredVariables(loop.left) : [];
  const direct = variables.some(({ references }) => references.some(({ identifier }) => isWithin(identifier, wait)));
  return (
    direct ||
    (variables.length > 0 && enclosingFunction(wait) === enclosingFunction(loop) && hasDerived(context, loop, wait))
  );
};

const hasDerived = (context: Context, loop: TSESTree.ForOfStatement, wait: TSESTree.Node): boolean => {
  const scope = context.sourceCode.getScope(wait);
  return [...descendants(wait)].some((node) => {
    if (node.type !== AST_NODE_TYPES.Identifier) return false;
    const definition = findVariable(scope, node)?.defs[0];
    return definition !== undefined && isWithin(definition.name, loop.body);
  });
};

const isNamed = (node: TSESTree.Node, names: readonly string[]): boolean => {
  if (node.type !== AST_NODE_TYPES.CallExpression || names.length === 0) return false;
  const path = namePath(node.callee).join('.');
  return names.some((name) => path === name || path.endsWith(`.${name}`));
};
