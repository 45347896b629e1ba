import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';

/**
 * Whether the called function takes an `AbortSignal`, by its types: as a parameter of its own, or as the property `signal` or
 * `abortSignal` of one.
 */
export const acceptsSignal = (services: ParserServicesWithTypeInformation, node: TSESTree.CallExpression): boolean => {
  const checker = services.program.getTypeChecker();
  const call = services.esTreeNodeToTSNodeMap.get(node);
  const parameters = checker.getResolvedSignature(call)?.getParameters() ?? [];
  return parameters.some((parameter) => {
    const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, call));
    if (isAbortSignal(checker.typeToString(type))) return true;
    const property = type.getProperty('signal') ?? type.getProperty('abortSignal');
    if (property === undefined) return false;
    return isAbortSignal(
      checker.typeToString(checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(property, call))),
    );
  });
};

const isAbortSignal = (type: string): boolean => /^AbortSignal\b/u.test(type);
