import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';

/** Whether an argument limits a wait: `unknown` where only a run could tell (a parameter, a call, a spread of one). */
export type Bound = 'bounded' | 'unbounded' | 'unknown';

type Lookup = { readonly keys: readonly string[]; readonly scope: TSESLint.Scope.Scope };

/** Reads what the options of a call say of its time limit. Follows `const` variables, spreads and TypeScript's casts. */
export const timeBound = (node: TSESTree.Node, lookup: Lookup): Bound => {
  switch (node.type) {
    case AST_NODE_TYPES.ObjectExpression:
      return objectBound(node, lookup);
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
    case AST_NODE_TYPES.TSNonNullExpression:
      return timeBound(node.expression, lookup);
    case AST_NODE_TYPES.ConditionalExpression:
      return both(timeBound(node.consequent, lookup), timeBound(node.alternate, lookup));
    case AST_NODE_TYPES.Identifier:
      return variableBound(node, lookup);
    case AST_NODE_TYPES.NewExpression:
      return constructedBound(node, lookup);
    case AST_NODE_TYPES.Literal:
    case AST_NODE_TYPES.TemplateLiteral:
    case AST_NODE_TYPES.ArrowFunctionExpression:
    case AST_NODE_TYPES.FunctionExpression:
      return 'unbounded';
    default:
      return 'unknown';
  }
};

const both = (left: Bound, right: Bound): Bound => (left === right ? left : 'unknown');

const objectBound = (node: TSESTree.ObjectExpression, lookup: Lookup): Bound => {
  // Later properties win, so the last one that says anything decides.
  for (const property of [...node.properties].reverse()) {
    if (property.type === AST_NODE_TYPES.SpreadElement) {
      const spread = timeBound(property.argument, lookup);
      if (spread !== 'unbounded') return spread;
    } else if (lookup.keys.includes(propertyName(property) ?? '')) {
      if (!isNoLimit(property.value)) return 'bounded';
    }
  }
  return 'unbounded';
};

/** The name of a property or member when the text fixes it. */
export const propertyName = (node: TSESTree.Property): string | undefined => {
  if (!node.computed && node.key.type === AST_NODE_TYPES.Identifier) return node.key.name;
  return node.key.type === AST_NODE_TYPES.Literal ? String(node.key.value) : undefined;
};

const isNoLimit = (node: TSESTree.Node): boolean =>
  (node.type === AST_NODE_TYPES.Literal && (node.value === 0 || node.value === null || node.value === false)) ||
  (node.type === AST_NODE_TYPES.Identifier && (node.name === 'undefined' || node.name === 'Infinity'));

const constructedBound = (node: TSESTree.NewExpression, lookup: Lookup): Bound => {
  const name = node.callee.type === AST_NODE_TYPES.Identifier ? node.callee.name : '';
  if (name === 'URL') return 'unbounded';
  const init = node.arguments[1];
  if (name === 'Request') return init === undefined ? 'unbounded' : timeBound(init, lookup);
  return 'unknown';
};

const variableBound = (node: TSESTree.Identifier, lookup: Lookup): Bound => {
  if (node.name === 'undefined') return 'unbounded';
  const variable = findVariable(lookup.scope, node);
  const definition = variable?.defs[0];
  if (variable === null || definition === undefined) return isAddress(node.name) ? 'unbounded' : 'unknown';
  if (definition.node.type !== AST_NODE_TYPES.VariableDeclarator) return parameterBound(definition.name, node.name);
  const { init, id } = definition.node;
  if (init === null || id.type !== AST_NODE_TYPES.Identifier || variable.defs.length > 1) return 'unknown';
  // Something may set the limit after the declaration (`options.signal = …`, `Object.assign(options, …)`).
  if (variable.references.some((reference) => isChanged(reference))) return 'unknown';
  const bound = timeBound(init, lookup);
  return bound === 'unknown' && isAddress(node.name) ? 'unbounded' : bound;
};

const isChanged = (reference: TSESLint.Scope.Reference): boolean => {
  if (reference.isWrite()) return reference.init !== true;
  const parent = reference.identifier.parent;
  if (parent.type === AST_NODE_TYPES.MemberExpression && parent.object === reference.identifier) {
    return parent.parent.type === AST_NODE_TYPES.AssignmentExpression && parent.parent.left === parent;
  }
  return (
    parent.type === AST_NODE_TYPES.CallExpression &&
    parent.arguments[0] === reference.identifier &&
    parent.callee.type === AST_NODE_TYPES.MemberExpression &&
    parent.callee.object.type === AST_NODE_TYPES.Identifier &&
    parent.callee.object.name === 'Object'
  );
};

const parameterBound = (definition: TSESTree.Node, name: string): Bound => {
  const type = definition.type === AST_NODE_TYPES.Identifier ? definition.typeAnnotation?.typeAnnotation : undefined;
  if (type?.type === AST_NODE_TYPES.TSStringKeyword) return 'unbounded';
  if (type?.type === AST_NODE_TYPES.TSTypeReference && type.typeName.type === AST_NODE_TYPES.Identifier) {
    return type.typeName.name === 'URL' ? 'unbounded' : 'unknown';
  }
  return type === undefined && isAddress(name) ? 'unbounded' : 'unknown';
};

const isAddress = (name: string): boolean => /(?:url|uri|href|endpoint|address)$/iu.test(name);
