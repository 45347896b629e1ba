import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { ReferenceTracker } from '@typescript-eslint/utils/ast-utils';

/** Where a function of the platform takes the options that hold its signal. */
export type SignalCall = { readonly optionsAt: number };

type Trace = { [member: string]: Trace; [whenCalled: symbol]: SignalCall };

const at = (optionsAt: number, ...names: readonly string[]): Trace =>
  Object.fromEntries(names.map((name) => [name, { [ReferenceTracker.CALL]: { optionsAt } }]));
const both = (name: string, trace: Trace): { [module: string]: Trace } => ({ [name]: trace, [`node:${name}`]: trace });

/** Functions of Node that wait and take `{ signal }`; file access is left out, because it ends by itself. */
const modules: { [module: string]: Trace } = {
  ...both('timers/promises', { ...at(2, 'setTimeout', 'setImmediate'), ...at(2, 'setInterval') }),
  ...both('events', at(2, 'once', 'on')),
  ...both('stream/promises', at(1, 'finished')),
  ...both('child_process', at(2, 'spawn', 'execFile', 'fork')),
};

/** The calls of a file of functions that wait for a time, an event, a stream or another process and take a signal. */
export const signalCalls = (
  scope: TSESLint.Scope.Scope,
): readonly { readonly node: TSESTree.CallExpression; readonly call: SignalCall }[] => {
  const tracker = new ReferenceTracker(scope, { mode: 'legacy' });
  return [
    ...tracker.iterateEsmReferences<SignalCall>(modules),
    ...tracker.iterateCjsReferences<SignalCall>(modules),
  ].flatMap(({ node, info }) => (node.type === AST_NODE_TYPES.CallExpression ? [{ node, call: info }] : []));
};
