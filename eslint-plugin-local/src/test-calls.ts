import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { importTarget } from './import-target.ts';
import { isFunction, namePath, type FunctionNode } from './syntax.ts';

/** A call that declares a test: `it('…', fn)`, `test.each(rows)('…', fn)`, `it.concurrent('…', { … }, fn)`. */
export type TestCall = { readonly node: TSESTree.CallExpression; readonly title: string; readonly body: FunctionNode };

const runners = /^(?:vitest|@jest\/globals|test|mocha|bun:test|@playwright\/test|@japa\/runner)$/u;
const testNames = /^(?:it|test|fit|specify)$/u;
const hookNames = /^(?:before|after)(?:Each|All)?$/u;
const notRun = /^(?:skip|todo|fails|failing)$/u;

/** The test that a call declares; undefined for another call, and for a test that is not run or has its function elsewhere. */
export const testCall = (node: TSESTree.CallExpression, scope: TSESLint.Scope.Scope): TestCall | undefined => {
  const path = namePath(node.callee);
  const [name = '', ...modifiers] = path;
  if (!testNames.test(name) || modifiers.some((modifier) => notRun.test(modifier)) || !isRunner(node, scope)) {
    return undefined;
  }
  const body = node.arguments.slice(1).find((argument) => isFunction(argument));
  if (!isFunction(body) || isInnerCall(node)) return undefined;
  const [title] = node.arguments;
  return { node, title: title === undefined ? '' : titleText(title), body };
};

/** Whether a call declares what runs before or after tests, with its function. */
export const isHookCall = (node: TSESTree.CallExpression, scope: TSESLint.Scope.Scope): boolean =>
  hookNames.test(namePath(node.callee)[0] ?? '') && isRunner(node, scope);

/** A name that is not imported counts as the runner's global. */
const isRunner = (node: TSESTree.CallExpression, scope: TSESLint.Scope.Scope): boolean => {
  const root = rootOf(node.callee);
  if (root.type !== AST_NODE_TYPES.Identifier) return false;
  const target = importTarget(root, scope);
  return target === undefined || runners.test(target.module) || /(?:fixture|test)/iu.test(target.module);
};

const rootOf = (node: TSESTree.Node): TSESTree.Node => {
  if (node.type === AST_NODE_TYPES.MemberExpression) return rootOf(node.object);
  if (node.type === AST_NODE_TYPES.CallExpression) return rootOf(node.callee);
  return node.type === AST_NODE_TYPES.TaggedTemplateExpression ? rootOf(node.tag) : node;
};

/** `test.each(rows)` and `test.extend({ … })` make the function that the next call uses. */
const isInnerCall = (node: TSESTree.CallExpression): boolean =>
  node.parent.type === AST_NODE_TYPES.CallExpression && node.parent.callee === node;

const titleText = (node: TSESTree.Node): string => {
  if (node.type === AST_NODE_TYPES.Literal) return String(node.value);
  return node.type === AST_NODE_TYPES.TemplateLiteral ? node.quasis.map(({ value }) => value.cooked).join(' ') : '';
};
