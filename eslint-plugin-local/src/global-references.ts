import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

/**
 * Every place that reads a global name, whether or not the configuration declares the global: a local variable, parameter or
 * import of the same name is not one.
 */
export const globalReferences = (
  scope: TSESLint.Scope.Scope,
  names: ReadonlySet<string>,
): readonly TSESTree.Identifier[] => {
  const declared = [...names].flatMap((name) => {
    const variable = scope.set.get(name);
    return variable !== undefined && variable.defs.length === 0 ? variable.references : [];
  });
  const undeclared = scope.through.filter((reference) => names.has(reference.identifier.name));
  return [...new Set([...declared, ...undeclared])]
    .filter((reference) => isValueRead(reference))
    .map((reference) => reference.identifier)
    .filter((identifier): identifier is TSESTree.Identifier => identifier.type === AST_NODE_TYPES.Identifier)
    .filter(({ parent }) => !typePositions.has(parent.type));
};

// `typeof process.env` as a type mentions the value and runs nothing.
const typePositions: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.TSTypeQuery,
  AST_NODE_TYPES.TSQualifiedName,
]);

// The parser of TypeScript also records references by types (`x is typeof fetch`), which run nothing.
const isValueRead = (reference: TSESLint.Scope.Reference): boolean =>
  reference.isRead() && !(reference.isTypeReference && !reference.isValueReference);
