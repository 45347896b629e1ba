import { nameOf, nodeAt, nodesAt, parseFile, textOf, walk, type SyntaxNode } from './walk.ts';

/** A function that a module exports, with its plain parameters. */
export type FunctionSite = {
  readonly name: string;
  readonly parameters: readonly SyntaxNode[];
  readonly body: SyntaxNode;
};

/** Exported functions of a file that have a body in braces. Pure. */
export const findExportedFunctions = (file: {
  readonly path: string;
  readonly text: string;
}): readonly FunctionSite[] => {
  const program = parseFile(file);
  if (program === null) return [];
  return nodesAt(program, 'body')
    .filter(({ type }) => type === 'ExportNamedDeclaration')
    .flatMap((statement) => toFunctions(nodeAt(statement, 'declaration')));
};

const toFunctions = (declaration: SyntaxNode | null): readonly FunctionSite[] => {
  if (declaration === null) return [];
  if (declaration.type === 'FunctionDeclaration') return toFunction(nameOf(nodeAt(declaration, 'id')), declaration);
  if (declaration.type !== 'VariableDeclaration') return [];
  return nodesAt(declaration, 'declarations').flatMap((each) => {
    const value = nodeAt(each, 'init');
    const isFunction = value !== null && /^(ArrowFunctionExpression|FunctionExpression)$/.test(value.type);
    return isFunction ? toFunction(nameOf(nodeAt(each, 'id')), value) : [];
  });
};

const toFunction = (name: string | null, node: SyntaxNode): readonly FunctionSite[] => {
  const body = nodeAt(node, 'body');
  if (name === null || body?.type !== 'BlockStatement' || node['generator'] === true) return [];
  return [{ name, parameters: nodesAt(node, 'params'), body }];
};

/** An import of a file by a relative path. */
export type ImportSite = {
  readonly specifier: string;
  readonly names: readonly string[];
  readonly isTypeOnly: boolean;
  readonly node: SyntaxNode;
};

/** Imports of relative paths, in order. Pure. */
export const findRelativeImports = (program: SyntaxNode): readonly ImportSite[] =>
  nodesAt(program, 'body').flatMap((node) => {
    const specifier = node.type === 'ImportDeclaration' ? textOf(nodeAt(node, 'source')) : null;
    if (specifier === null || !/^\.\.?\//.test(specifier)) return [];
    const named = nodesAt(node, 'specifiers');
    const isTypeOnly =
      node['importKind'] === 'type' || (named.length > 0 && named.every((each) => each['importKind'] === 'type'));
    return [{ specifier, isTypeOnly, node, names: named.flatMap((each) => nameOf(nodeAt(each, 'local')) ?? []) }];
  });

/** Calls of a name with a text as one of the arguments: position and text. Pure. */
export const findTextArguments = (
  program: SyntaxNode,
  name: string,
): readonly { readonly position: number; readonly text: string }[] => {
  const found: { readonly position: number; readonly text: string }[] = [];
  walk(program, (node) => {
    if (node.type === 'CallExpression' && nameOf(nodeAt(node, 'callee')) === name)
      for (const [position, argument] of nodesAt(node, 'arguments').entries()) {
        const text = textOf(argument);
        if (text !== null) found.push({ position, text });
      }
    return true;
  });
  return found;
};
