import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import { memberName } from './import-target.ts';
import { calleeName, isFunction, unwrapped, type FunctionNode } from './syntax.ts';

/**
 * Whether an expression gives what the program's text fixes or a number: something that nobody from outside can fill with text.
 * Names in capitals count as constants.
 */
export const isFixedOrNumber = (node: TSESTree.Node, scope: TSESLint.Scope.Scope, depth = 0): boolean => {
  const plain = unwrapped(node);
  const isFixed = (part: TSESTree.Node): boolean => depth < 8 && isFixedOrNumber(part, scope, depth + 1);
  switch (plain.type) {
    case AST_NODE_TYPES.Literal:
    case AST_NODE_TYPES.UnaryExpression:
      return true;
    case AST_NODE_TYPES.TemplateLiteral:
      return plain.expressions.every(isFixed);
    case AST_NODE_TYPES.BinaryExpression:
      return plain.operator !== '+' || (isFixed(plain.left) && isFixed(plain.right));
    case AST_NODE_TYPES.ConditionalExpression:
      return isFixed(plain.consequent) && isFixed(plain.alternate);
    case AST_NODE_TYPES.LogicalExpression:
      return isFixed(plain.left) && isFixed(plain.right);
    case AST_NODE_TYPES.MemberExpression:
      return isFixedMember(plain) || isFixed(plain.object);
    case AST_NODE_TYPES.ObjectExpression:
      return plain.properties.every((it) => it.type === AST_NODE_TYPES.Property && isFixed(it.value));
    case AST_NODE_TYPES.ArrayExpression:
      return plain.elements.every((it) => it !== null && isFixed(it));
    case AST_NODE_TYPES.CallExpression:
      return isNumberCall(plain) || isFixedCall(plain, isFixed);
    case AST_NODE_TYPES.Identifier:
      return isFixedVariable(plain, scope, isFixed);
    default:
      return false;
  }
};

const constantName = /^[A-Z][A-Z0-9_]+$/u;

const isFixedMember = (node: TSESTree.MemberExpression): boolean => {
  const name = memberName(node) ?? '';
  return name === 'length' || name === 'size' || constantName.test(name);
};

const isNumberCall = (node: TSESTree.CallExpression): boolean => {
  if (node.callee.type === AST_NODE_TYPES.MemberExpression && node.callee.object.type === AST_NODE_TYPES.Identifier) {
    if (node.callee.object.name === 'Math' || node.callee.object.name === 'Number') return true;
  }
  return /^(?:Number|parseInt|parseFloat|now|getTime|toFixed|toISOString|valueOf|BigInt)$/u.test(calleeName(node));
};

/** `fixed.map(…).join(', ')`, `values.map(() => '?').join(', ')`, `'?'.repeat(n)`. */
const isFixedCall = (node: TSESTree.CallExpression, isFixed: (node: TSESTree.Node) => boolean): boolean => {
  if (node.callee.type !== AST_NODE_TYPES.MemberExpression) return false;
  const name = memberName(node.callee);
  const [first] = node.arguments;
  if (name === 'map' && isFunction(first) && first.body.type !== AST_NODE_TYPES.BlockStatement) {
    return isFixed(first.body) || isFixed(node.callee.object);
  }
  return (
    /^(?:map|filter|join|repeat|fill|trim|toUpperCase|toLowerCase)$/u.test(name ?? '') && isFixed(node.callee.object)
  );
};

const isFixedVariable = (
  node: TSESTree.Identifier,
  scope: TSESLint.Scope.Scope,
  isFixed: (node: TSESTree.Node) => boolean,
): boolean => {
  if (constantName.test(node.name) || node.name === 'undefined') return true;
  const variable = findVariable(scope, node);
  const definition = variable?.defs[0];
  if (definition === undefined || variable === null) return false;
  const annotation = definition.name.type === AST_NODE_TYPES.Identifier ? definition.name.typeAnnotation : undefined;
  const type = annotation?.typeAnnotation;
  if (type?.type === AST_NODE_TYPES.TSNumberKeyword || type?.type === AST_NODE_TYPES.TSBooleanKeyword) return true;
  if (type?.type === AST_NODE_TYPES.TSUnionType && type.types.every((it) => it.type === AST_NODE_TYPES.TSLiteralType))
    return true;
  if (isFunction(definition.node)) return isAlwaysFixed(definition.node, definition.name, { scope, isFixed });
  if (definition.node.type !== AST_NODE_TYPES.VariableDeclarator || definition.node.init === null) return false;
  if (definition.node.id.type !== AST_NODE_TYPES.Identifier) return false;
  const values = variable.references.flatMap(({ writeExpr }) => (writeExpr ? [writeExpr] : []));
  return values.length > 0 && values.every(isFixed);
};

type Look = { readonly scope: TSESLint.Scope.Scope; readonly isFixed: (node: TSESTree.Node) => boolean };

/** Whether every call of a function that only this file can call gives a fixed value for a parameter. */
const isAlwaysFixed = (made: FunctionNode, parameter: TSESTree.Node, { scope, isFixed }: Look): boolean => {
  const index = made.params.findIndex((it) => it === parameter);
  const name = made.type === AST_NODE_TYPES.FunctionDeclaration ? made.id : declaredName(made);
  if (index < 0 || name === null || /^Export/u.test((name === made.id ? made : made.parent.parent)?.parent?.type ?? ''))
    return false;
  const calls = (findVariable(scope, name)?.references ?? []).filter(({ init }) => init !== true);
  return (
    calls.length > 0 &&
    calls.every(({ identifier: { parent } }) => {
      if (parent.type !== AST_NODE_TYPES.CallExpression) return false;
      const given = parent.arguments[index];
      return given !== undefined && isFixed(given);
    })
  );
};

const declaredName = ({ parent }: FunctionNode): TSESTree.Identifier | null =>
  parent.type === AST_NODE_TYPES.VariableDeclarator && parent.id.type === AST_NODE_TYPES.Identifier ? parent.id : null;
