import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { descendants, namePath, type FunctionNode } from './syntax.ts';

/** A function that is given a signal, and the name that it has inside. */
export type Taker = { readonly node: FunctionNode; readonly signal: string };

/** The signal or deadline that a function takes as a parameter, or in one that it takes apart; undefined when it takes none. */
export const takerOf = (node: FunctionNode, known: readonly string[]): Taker | undefined => {
  for (const parameter of node.params) {
    const target = parameter.type === AST_NODE_TYPES.AssignmentPattern ? parameter.left : parameter;
    const name = signalName(target, known);
    if (name !== undefined) return { node, signal: name };
  }
  return undefined;
};

const signalName = (node: TSESTree.Node, known: readonly string[]): string | undefined => {
  if (node.type === AST_NODE_TYPES.Identifier) return isSignal(node, known) ? node.name : undefined;
  if (node.type !== AST_NODE_TYPES.ObjectPattern) return undefined;
  for (const property of node.properties) {
    if (property.type !== AST_NODE_TYPES.Property || !known.includes(namePath(property.key)[0] ?? '')) continue;
    const value = property.value.type === AST_NODE_TYPES.AssignmentPattern ? property.value.left : property.value;
    if (value.type === AST_NODE_TYPES.Identifier) return value.name;
  }
  return undefined;
};

// `signal: NodeJS.Signals` is another thing of the same name.
const isSignal = (node: TSESTree.Identifier, known: readonly string[]): boolean => {
  const type = node.typeAnnotation?.typeAnnotation;
  const isAbort =
    type !== undefined &&
    [...descendants(type)].some((it) => it.type === AST_NODE_TYPES.Identifier && it.name === 'AbortSignal');
  if (isAbort) return true;
  return (
    known.includes(node.name) &&
    (type === undefined || (node.name === 'deadline' && type.type === AST_NODE_TYPES.TSTypeReference))
  );
};

/** Whether the function waits for the signal by itself (`signal.addEventListener('abort', stop)`): then it stops what it started. */
export const listens = ({ node, signal }: Taker): boolean =>
  [...descendants(node.body)].some((it) => {
    const path = it.type === AST_NODE_TYPES.MemberExpression ? namePath(it).join('.') : '';
    return path === `${signal}.addEventListener` || path === `${signal}.onabort`;
  });

/** The names inside a function that carry its signal: the parameter, and whatever is made from it or aborted by it. */
export const carriersOf = ({ node, signal }: Taker): ReadonlySet<string> => {
  const carriers = new Set([signal]);
  const nodes = [...descendants(node.body)];
  for (let size = 0; size !== carriers.size;) {
    size = carriers.size;
    for (const it of nodes) for (const name of carriedBy(it, carriers)) carriers.add(name);
  }
  return carriers;
};

const carriedBy = (node: TSESTree.Node, carriers: ReadonlySet<string>): readonly string[] => {
  if (node.type === AST_NODE_TYPES.VariableDeclarator && node.init !== null && mentions(node.init, carriers)) {
    return namesOf(node.id);
  }
  if (node.type === AST_NODE_TYPES.AssignmentExpression && mentions(node.right, carriers)) return namesOf(node.left);
  // `signal.addEventListener('abort', () => controller.abort())`: the controller now carries it.
  if (node.type === AST_NODE_TYPES.CallExpression && mentions(node.callee, carriers))
    return node.arguments.flatMap((it) => namesOf(it));
  return [];
};

const namesOf = (node: TSESTree.Node): readonly string[] =>
  [...descendants(node)].flatMap((it) => (it.type === AST_NODE_TYPES.Identifier ? [it.name] : []));

/** Whether any of the names stands in a node. */
export const mentions = (node: TSESTree.Node, carriers: ReadonlySet<string>): boolean =>
  namesOf(node).some((name) => carriers.has(name));
