import { childNodes, isNode, type SyntaxNode } from './walk-syntax.ts';

/** The names that a node declares for what is inside it; null for a node that opens no scope. Pure. */
export const namesDeclaredIn = (node: SyntaxNode): ReadonlySet<string> | null => {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return new Set([...declaredBy(node['body']), ...hoistedVars(node)]);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return new Set(['arguments', ...ownName(node), ...listOf(node['params']).flatMap(patternNames)]);
    case 'ClassExpression':
      return new Set(ownName(node));
    case 'ForStatement':
      return new Set(declaredBy([node['init']]));
    case 'ForInStatement':
    case 'ForOfStatement':
      return new Set(declaredBy([node['left']]));
    case 'SwitchStatement':
      return new Set(listOf(node['cases']).flatMap((item) => declaredBy(item['consequent'])));
    case 'CatchClause':
      return new Set(patternNames(node['param']));
    default:
      return null;
  }
};

const listOf = (value: unknown): readonly SyntaxNode[] =>
  Array.isArray(value) ? (value as readonly unknown[]).filter(isNode) : [];

const ownName = (node: SyntaxNode): readonly string[] => patternNames(node['id']);

const declarations = new Set([
  'FunctionDeclaration',
  'ClassDeclaration',
  'TSEnumDeclaration',
  'TSModuleDeclaration',
  'TSImportEqualsDeclaration',
  'TSDeclareFunction',
]);

const declaredBy = (statements: unknown): readonly string[] =>
  listOf(statements).flatMap((statement): readonly string[] => {
    if (statement.type.startsWith('Export')) return declaredBy([statement['declaration']]);
    if (statement.type === 'ImportDeclaration')
      return listOf(statement['specifiers']).flatMap((item) => patternNames(item['local']));
    // `declare const process` says that a global is there; it makes none.
    if (statement['declare'] === true) return [];
    if (statement.type === 'VariableDeclaration')
      return listOf(statement['declarations']).flatMap((item) => patternNames(item['id']));
    return declarations.has(statement.type) ? ownName(statement) : [];
  });

/** `var` belongs to the function around it: here to each block down to it, which is enough to know that it is no global. */
const hoistedVars = (node: SyntaxNode): readonly string[] => {
  const found: string[] = [];
  const pending = [...childNodes(node)];
  for (let inner = pending.pop(); inner !== undefined; inner = pending.pop()) {
    if (/Function/u.test(inner.type) || inner.type.startsWith('Class')) continue;
    if (inner.type === 'VariableDeclaration' && inner['kind'] === 'var')
      found.push(...listOf(inner['declarations']).flatMap((item) => patternNames(item['id'])));
    pending.push(...childNodes(inner));
  }
  return found;
};

const patternNames = (pattern: unknown): readonly string[] => {
  if (!isNode(pattern)) return [];
  switch (pattern.type) {
    case 'Identifier':
      return typeof pattern['name'] === 'string' ? [pattern['name']] : [];
    case 'ObjectPattern':
      return listOf(pattern['properties']).flatMap((item) => patternNames(item['value'] ?? item['argument']));
    case 'ArrayPattern':
      return listOf(pattern['elements']).flatMap(patternNames);
    case 'AssignmentPattern':
      return patternNames(pattern['left']);
    case 'RestElement':
      return patternNames(pattern['argument']);
    case 'TSParameterProperty':
      return patternNames(pattern['parameter']);
    default:
      return [];
  }
};
