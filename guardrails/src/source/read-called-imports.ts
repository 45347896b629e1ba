import type { ParseResult } from 'oxc-parser';
import type { ImportFact } from './module-facts.ts';
import { isNode, walkSyntax, type SyntaxNode } from './walk-syntax.ts';

/** What imports that are called are read from. */
export type CalledSource = {
  readonly text: string;
  readonly result: ParseResult;
  readonly lineAt: (offset: number) => number;
};

/**
 * Reads imports that are calls: `import('x')`, `require('x')`, `import x = require('x')`, the import in a type (`import('x').T`),
 * and references to files of types. A computed path is no import here. Pure.
 */
export const readCalledImports = ({ text, result, lineAt }: CalledSource): readonly ImportFact[] => {
  const dynamic = result.module.dynamicImports.flatMap(({ moduleRequest: { start, end } }): readonly ImportFact[] => {
    const specifier = literalIn(text.slice(start, end));
    return specifier === null ? [] : [fact(specifier, 'dynamic', lineAt(start))];
  });
  // A syntax tree takes most of the time, and most modules have no such call.
  const needsTree =
    /\brequire\b/u.test(text) || (text.match(/\bimport\s*\(/gu)?.length ?? 0) > result.module.dynamicImports.length;
  return [...dynamic, ...(needsTree ? readFromTree(result, lineAt) : []), ...readReferences(text, lineAt)];
};

/** `/// <reference path="./a.d.ts" />`: an import of types, which stands above all code. */
const readReferences = (text: string, lineAt: (offset: number) => number): readonly ImportFact[] =>
  [...text.matchAll(/^\/\/\/\s*<reference\s+path\s*=\s*(['"])([^'"\n]+)\1/gmu)].map((match) => {
    const path = match[2] ?? '';
    const specifier = path.startsWith('.') ? path : `./${path}`;
    return { ...fact(specifier, 'require', lineAt(match.index)), isTypeOnly: true, names: [] };
  });

const fact = (specifier: string, kind: ImportFact['kind'], line: number): ImportFact => ({
  specifier,
  kind,
  isTypeOnly: false,
  names: ['*'],
  line,
});

const literalIn = (source: string): string | null => {
  const match = /^\s*(?:\/\*.*?\*\/\s*)*(['"`])((?:(?!\1)[^\\$])*)\1\s*$/su.exec(source);
  return match?.[2] ?? null;
};

const readFromTree = (result: ParseResult, lineAt: (offset: number) => number): readonly ImportFact[] => {
  const found: ImportFact[] = [];
  walkSyntax(result.program as unknown as SyntaxNode, (node) => {
    const specifier = specifierOf(node);
    if (specifier === null) return true;
    const isTypeOnly = node.type === 'TSImportType' || node['importKind'] === 'type';
    found.push({ ...fact(specifier, 'require', lineAt(node.start)), isTypeOnly, names: isTypeOnly ? [] : ['*'] });
    return true;
  });
  return found;
};

const specifierOf = (node: SyntaxNode): string | null => {
  if (node.type === 'TSImportType') return literal(node['source']) ?? literal(node['argument']);
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node['moduleReference'];
    return isNode(reference) ? literal(reference['expression']) : null;
  }
  if (node.type !== 'CallExpression' || !isRequire(node['callee'])) return null;
  const [first] = node['arguments'] as readonly unknown[];
  return literal(first);
};

const isRequire = (callee: unknown): boolean =>
  isNode(callee) && callee.type === 'Identifier' && callee['name'] === 'require';

const literal = (value: unknown): string | null => {
  if (!isNode(value)) return null;
  if (value.type === 'TSLiteralType') return literal(value['literal']);
  return value.type === 'Literal' && typeof value['value'] === 'string' ? value['value'] : null;
};
