import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';
import { findVariable } from '@typescript-eslint/utils/ast-utils';
import { unwrapped } from './syntax.ts';

/** What an expression names of another module: `promises.open` of `fs`. `node:` is left out of the module's name. */
export type ImportTarget = {
  readonly module: string;
  /** The exported name and the members taken of it; empty for the module itself or its default export. */
  readonly path: readonly string[];
};

/**
 * What an expression takes from another module by `import` or `require`, through any local name; undefined where it comes from
 * elsewhere.
 */
export const importTarget = (node: TSESTree.Node, scope: TSESLint.Scope.Scope): ImportTarget | undefined => {
  const plain = unwrapped(node);
  if (plain.type === AST_NODE_TYPES.MemberExpression) {
    const object = importTarget(plain.object, scope);
    const name = memberName(plain);
    return object === undefined || name === undefined ? undefined : { ...object, path: [...object.path, name] };
  }
  if (plain.type === AST_NODE_TYPES.CallExpression) return requiredModule(plain);
  return plain.type === AST_NODE_TYPES.Identifier ? definitionTarget(plain, scope) : undefined;
};

/** The name of a member when the text fixes it. */
export const memberName = ({ computed, property }: TSESTree.MemberExpression): string | undefined => {
  if (!computed && property.type === AST_NODE_TYPES.Identifier) return property.name;
  return property.type === AST_NODE_TYPES.Literal ? String(property.value) : undefined;
};

const requiredModule = ({ callee, arguments: [source] }: TSESTree.CallExpression): ImportTarget | undefined => {
  if (callee.type !== AST_NODE_TYPES.Identifier || callee.name !== 'require') return undefined;
  if (source?.type !== AST_NODE_TYPES.Literal || typeof source.value !== 'string') return undefined;
  return { module: bareName(source.value), path: [] };
};

const bareName = (module: string): string => module.replace(/^node:/u, '');

const definitionTarget = (node: TSESTree.Identifier, scope: TSESLint.Scope.Scope): ImportTarget | undefined => {
  const definition = findVariable(scope, node)?.defs[0];
  if (definition === undefined) return undefined;
  const { parent } = definition.node;
  if (parent.type === AST_NODE_TYPES.ImportDeclaration) {
    const path = exportedPath(definition.node);
    return path === undefined ? undefined : { module: bareName(parent.source.value), path };
  }
  if (definition.node.type !== AST_NODE_TYPES.VariableDeclarator || definition.node.init === null) return undefined;
  return declaredTarget(definition.node, node.name, scope);
};

const exportedPath = (node: TSESTree.Node): readonly string[] | undefined => {
  if (node.type !== AST_NODE_TYPES.ImportSpecifier) return [];
  if (node.imported.type !== AST_NODE_TYPES.Identifier) return undefined;
  return node.imported.name === 'default' ? [] : [node.imported.name];
};

const declaredTarget = (
  { id, init }: TSESTree.VariableDeclarator,
  name: string,
  scope: TSESLint.Scope.Scope,
): ImportTarget | undefined => {
  // A name that is made of itself would be followed for ever.
  if (init === null || unwrapped(init).type === AST_NODE_TYPES.Identifier) return undefined;
  const source = importTarget(init, scope);
  if (source === undefined || id.type === AST_NODE_TYPES.Identifier) return source;
  if (id.type !== AST_NODE_TYPES.ObjectPattern) return undefined;
  const property = id.properties.find(
    (it): it is TSESTree.Property =>
      it.type === AST_NODE_TYPES.Property && it.value.type === AST_NODE_TYPES.Identifier && it.value.name === name,
  );
  if (property?.key.type !== AST_NODE_TYPES.Identifier) return undefined;
  return { ...source, path: [...source.path, property.key.name] };
};
