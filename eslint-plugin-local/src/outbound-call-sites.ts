import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { ReferenceTracker } from '@typescript-eslint/utils/ast-utils';
import { globalReferences } from './global-references.ts';
import { globalFetch, outboundModules, type OutboundCall } from './outbound-calls.ts';

/** A place that calls another machine over HTTP. */
export type OutboundCallSite = { readonly node: TSESTree.CallExpression; readonly call: OutboundCall };

/** Every call of the global `fetch` and of the known HTTP clients in a file, by whatever name they are imported. */
export const outboundCallSites = (scope: TSESLint.Scope.Scope): readonly OutboundCallSite[] => {
  const tracker = new ReferenceTracker(scope, { mode: 'legacy' });
  const fromModules = [
    ...tracker.iterateEsmReferences<OutboundCall>(outboundModules),
    ...tracker.iterateCjsReferences<OutboundCall>(outboundModules),
  ].map(({ node, info }) => ({ node, call: info }));
  const globals = globalReferences(scope, new Set(['fetch', 'globalThis', 'window', 'self', 'global']));
  const fromGlobals = globals.map((identifier) => ({ node: globalFetchCall(identifier), call: globalFetch }));
  const sites = [...fromModules, ...fromGlobals].filter(
    (found): found is OutboundCallSite => found.node?.type === AST_NODE_TYPES.CallExpression,
  );
  // `(isSecure ? https : http).get(…)` is found once for each of its modules.
  return [...new Map(sites.map((site) => [site.node, site])).values()];
};

const globalFetchCall = (identifier: TSESTree.Identifier): TSESTree.Node | undefined => {
  const { parent } = identifier;
  if (identifier.name === 'fetch') return isCallee(identifier, parent) ? parent : undefined;
  const isFetch =
    parent.type === AST_NODE_TYPES.MemberExpression &&
    parent.object === identifier &&
    parent.property.type === AST_NODE_TYPES.Identifier &&
    parent.property.name === 'fetch';
  return isFetch && isCallee(parent, parent.parent) ? parent.parent : undefined;
};

const isCallee = (node: TSESTree.Node, parent: TSESTree.Node): boolean =>
  parent.type === AST_NODE_TYPES.CallExpression && parent.callee === node;
