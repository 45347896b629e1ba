import { namesDeclaredIn } from './scope-names.ts';
import { childNodes, isNode, type SyntaxNode } from './walk-syntax.ts';

/** A use of a name that nothing in the file declares, with the expression that it stands in. */
export type GlobalReference = { readonly name: string; readonly node: SyntaxNode; readonly parent: SyntaxNode };

/** Nodes of types that hold an expression which runs. */
const runningTypes = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSParameterProperty',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSExportAssignment',
]);

/**
 * The uses of names that the file itself does not declare: globals. Names of types, keys and labels are none, and neither is
 * what a parameter, a variable or an import of that name hides. Pure.
 */
export const globalReferences = (program: SyntaxNode): readonly GlobalReference[] => {
  const found: GlobalReference[] = [];
  type Visit = {
    readonly node: SyntaxNode;
    readonly parent: SyntaxNode;
    readonly scopes: readonly ReadonlySet<string>[];
  };
  const pending: Visit[] = [{ node: program, parent: program, scopes: [] }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    const { node, parent, scopes } = visit;
    if (node.type.startsWith('TS') && !runningTypes.has(node.type)) continue;
    if (node.type === 'ImportDeclaration' || node.type === 'ExportAllDeclaration' || node['declare'] === true) continue;
    if (node.type === 'Identifier') {
      const name = String(node['name']);
      if (isUse(node, parent) && !scopes.some((names) => names.has(name))) found.push({ name, node, parent });
    }
    const own = namesDeclaredIn(node);
    const inner = own === null ? scopes : [...scopes, own];
    for (const child of childNodes(node).toReversed()) pending.push({ node: child, parent: node, scopes: inner });
  }
  return found;
};

/** Whether an identifier stands where its value is used, and is no key, label or name that is declared. */
const isUse = (node: SyntaxNode, parent: SyntaxNode): boolean => {
  if (parent['computed'] === true) return true;
  switch (parent.type) {
    case 'MemberExpression':
      return parent['object'] === node;
    case 'Property':
      return parent['value'] === node || parent['shorthand'] === true;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return parent['value'] === node;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'JSXAttribute':
    case 'TSEnumMember':
      return parent['initializer'] === node;
    case 'ExportSpecifier':
      return false;
    default:
      return true;
  }
};

/** The name of a member that is written out: `a.b`, `a['b']`; null for another. Pure. */
export const memberName = (node: SyntaxNode): string | null => {
  const property = node['property'];
  if (node.type !== 'MemberExpression' || !isNode(property)) return null;
  if (node['computed'] !== true) return typeof property['name'] === 'string' ? property['name'] : null;
  return property.type === 'Literal' && typeof property['value'] === 'string' ? property['value'] : null;
};
