import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { childNodes } from './child-nodes.ts';

/**
 * Whether all that can fail in a node is calls whose failure is their answer, such as `JSON.parse`: then a catch that gives
 * another answer drops nothing.
 */
export const isProbe = (
  sourceCode: Readonly<TSESLint.SourceCode>,
  node: TSESTree.Node,
  probes: readonly string[],
): boolean => {
  const calls = callsIn(node);
  return calls.length > 0 && calls.every((call) => isProbeCall(sourceCode, call, probes));
};

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

const callsIn = (node: TSESTree.Node): readonly Call[] => {
  const inside = childNodes(node).flatMap(callsIn);
  const isCall = node.type === AST_NODE_TYPES.CallExpression || node.type === AST_NODE_TYPES.NewExpression;
  return isCall ? [node, ...inside] : inside;
};

const isProbeCall = (sourceCode: Readonly<TSESLint.SourceCode>, call: Call, probes: readonly string[]): boolean => {
  const text = sourceCode.getText(call.callee);
  return probes.some((probe) => text === probe || text.endsWith(`.${probe}`));
};
