import type ts from 'typescript';
import { pathWithout, type BothDeclarations } from './api-program.ts';
import type { ExportPair } from './compare-exports.ts';
import type { TypeScript } from './side-files.ts';

/** Whether a class has private or protected members in either version: read from the declarations as they were. */
export const hasPrivateMembers = (
  typescript: TypeScript,
  both: BothDeclarations,
  { base, head }: Pick<ExportPair, 'base' | 'head'>,
): { readonly base: boolean; readonly head: boolean } => {
  const ask = (symbol: ts.Symbol, texts: ReadonlyMap<string, string>): boolean => {
    const [declaration] = (symbol.declarations ?? []).filter(typescript.isClassDeclaration);
    if (declaration === undefined) return false;
    const text = texts.get(pathWithout(declaration.getSourceFile().fileName));
    return text !== undefined && isNominal(typescript, text, declaration.name?.text ?? '');
  };
  return { base: ask(base, both.base.texts), head: ask(head, both.head.texts) };
};

const isNominal = (typescript: TypeScript, text: string, name: string): boolean => {
  const file = typescript.createSourceFile('one.d.ts', text, typescript.ScriptTarget.ESNext);
  const { PrivateKeyword, ProtectedKeyword } = typescript.SyntaxKind;
  return file.statements.some(
    (one) =>
      typescript.isClassDeclaration(one) &&
      (one.name?.text ?? '') === name &&
      one.members.some(
        (member) =>
          !typescript.isConstructorDeclaration(member) &&
          ((member.name !== undefined && typescript.isPrivateIdentifier(member.name)) ||
            ((member as { readonly modifiers?: readonly ts.Node[] }).modifiers ?? []).some(({ kind }) =>
              [PrivateKeyword, ProtectedKeyword].includes(kind),
            )),
      ),
  );
};
