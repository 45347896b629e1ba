import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import { childNodes } from './child-nodes.ts';
import { propertyName } from './time-bound.ts';

export { propertyName as keyName } from './time-bound.ts';

/** A function with a body. */
export type FunctionNode =
  TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression;

/** Whether a node is a function with a body. */
export const isFunction = (node: TSESTree.Node | null | undefined): node is FunctionNode =>
  node?.type === AST_NODE_TYPES.ArrowFunctionExpression ||
  node?.type === AST_NODE_TYPES.FunctionDeclaration ||
  node?.type === AST_NODE_TYPES.FunctionExpression;

/** The innermost function that a node stands in; undefined at the top of a module. */
export const enclosingFunction = (node: TSESTree.Node): FunctionNode | undefined => {
  let at = parentOf(node);
  while (at !== undefined && !isFunction(at)) at = parentOf(at);
  return at;
};

/** The node above a node; undefined above the program. */
export const parentOf = (node: TSESTree.Node): TSESTree.Node | undefined => {
  // ESLint gives the program null for a parent, whatever the types say.
  const parent: TSESTree.Node | null | undefined = node.parent;
  return parent ?? undefined;
};

/**
 * All nodes below a node in the order of the text, each before what is in it, itself first.
 * @param enters whether to go below a node; by default always
 */
export function* descendants(
  node: TSESTree.Node,
  enters: (node: TSESTree.Node) => boolean = () => true,
): Generator<TSESTree.Node> {
  // A list of its own, not calls in calls: generated code nests deeper than the stack.
  const open = [node];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    yield at;
    if (!enters(at)) continue;
    const below = [...childNodes(at)].sort((left, right) => right.range[0] - left.range[0]);
    for (const child of below) open.push(child);
  }
}

/** All nodes that run when a function's own body runs: it does not enter the functions that the body makes. */
export const ownNodes = (node: TSESTree.Node): readonly TSESTree.Node[] => [
  ...descendants(node, (below) => below === node || !isFunction(below)),
];

/**
 * The names of a chain such as `this.client.users.find(…)`: `['this', 'client', 'users', 'find']`. A call in the chain counts as
 * its callee, a computed part as `*`.
 */
export const namePath = (node: TSESTree.Node): readonly string[] => {
  switch (node.type) {
    case AST_NODE_TYPES.Identifier:
      return [node.name];
    case AST_NODE_TYPES.PrivateIdentifier:
      return [node.name];
    case AST_NODE_TYPES.ThisExpression:
      return ['this'];
    case AST_NODE_TYPES.MemberExpression:
      return [...namePath(node.object), node.computed ? '*' : (namePath(node.property)[0] ?? '*')];
    case AST_NODE_TYPES.CallExpression:
      return namePath(node.callee);
    case AST_NODE_TYPES.ChainExpression:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.AwaitExpression:
      return namePath(node.type === AST_NODE_TYPES.AwaitExpression ? node.argument : node.expression);
    default:
      return ['*'];
  }
};

/** The last name of a callee: `find` of `users.find(…)`. */
export const calleeName = (node: TSESTree.CallExpression | TSESTree.NewExpression): string =>
  namePath(node.callee).at(-1) ?? '*';

/** An expression without the wrappers that change no value: casts, `!`, the node of an optional chain. */
export const unwrapped = (node: TSESTree.Node): TSESTree.Node => {
  switch (node.type) {
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.ChainExpression:
      return unwrapped(node.expression);
    default:
      return node;
  }
};

/** What a `const` (or a `let` that nothing sets again) was made with; the node itself when it is no such name. */
export const constantValue = (node: TSESTree.Node, scope: TSESLint.Scope.Scope): TSESTree.Node => {
  const plain = unwrapped(node);
  if (plain.type !== AST_NODE_TYPES.Identifier) return plain;
  const variable = findVariable(scope, plain);
  const definition = variable?.defs[0]?.node;
  if (definition?.type !== AST_NODE_TYPES.VariableDeclarator || definition.init === null) return plain;
  if (definition.id.type !== AST_NODE_TYPES.Identifier) return plain;
  const isSetAgain = variable?.references.some((reference) => reference.isWrite() && reference.init !== true) ?? true;
  return isSetAgain ? plain : unwrapped(definition.init);
};

/** The function that a name or an inline function stands for in this file; undefined when it is not to be seen here. */
export const localFunction = (node: TSESTree.Node, scope: TSESLint.Scope.Scope): FunctionNode | undefined => {
  const value = constantValue(node, scope);
  if (isFunction(value)) return value;
  if (value.type !== AST_NODE_TYPES.Identifier) return undefined;
  const definition = findVariable(scope, value)?.defs[0]?.node;
  return definition !== undefined && isFunction(definition) ? definition : undefined;
};

/** The value of a property of an object literal, by name; undefined when it is not written there. */
export const propertyValue = (node: TSESTree.Node | undefined, name: string): TSESTree.Node | undefined => {
  const object = node === undefined ? undefined : unwrapped(node);
  if (object?.type !== AST_NODE_TYPES.ObjectExpression) return undefined;
  return object.properties.find(
    (property): property is TSESTree.Property =>
      property.type === AST_NODE_TYPES.Property && propertyName(property) === name,
  )?.value;
};

/** Whether a node is inside another, or is it. */
export const isWithin = (node: TSESTree.Node, outer: TSESTree.Node): boolean =>
  node.range[0] >= outer.range[0] && node.range[1] <= outer.range[1];

/** The function of this file that a call runs: a local function by name, or a method of the same class by `this.name(…)`. */
export const calledFunction = (
  { callee }: TSESTree.CallExpression,
  scope: TSESLint.Scope.Scope,
): FunctionNode | undefined => {
  if (callee.type === AST_NODE_TYPES.Identifier) return localFunction(callee, scope);
  if (callee.type !== AST_NODE_TYPES.MemberExpression || callee.object.type !== AST_NODE_TYPES.ThisExpression)
    return undefined;
  const name = namePath(callee).at(-1);
  const member = enclosingClass(callee)?.body.find((it) => 'key' in it && namePath(it.key)[0] === name);
  return member !== undefined && 'value' in member && isFunction(member.value) ? member.value : undefined;
};

const enclosingClass = (node: TSESTree.Node): TSESTree.ClassBody | undefined => {
  let at = parentOf(node);
  while (at !== undefined && at.type !== AST_NODE_TYPES.ClassBody) at = parentOf(at);
  return at;
};
