import type ts from 'typescript';
import type { Comparison, TypePair } from './comparison.ts';

/**
 * Whether two symbols are declared by the same text and all that the text names is, too: then they mean the same, and the compiler
 * need not be asked. Types that name each other in a circle are the same as far as nothing else differs.
 */
export const isSameDeclaration = (comparison: Comparison, base: ts.Symbol, head: ts.Symbol): boolean => {
  if (base === head) return true;
  const known = comparison.same.get(base)?.get(head);
  if (known !== undefined) return known;
  const answers = comparison.same.get(base) ?? new Map<ts.Symbol, boolean>();
  comparison.same.set(base, answers);
  answers.set(head, true);
  const [before, after] = [base.declarations ?? [], head.declarations ?? []];
  const isSame =
    before.length > 0 &&
    before.length === after.length &&
    before.every((one, index) => {
      const twin = after[index];
      return twin !== undefined && one.getText() === twin.getText() && namesSame(comparison, one, twin);
    });
  if (!isSame) forgetSame(comparison, base, head);
  return isSame;
};

/** What was taken for the same because of a circle may not be: it is asked again. */
const forgetSame = (comparison: Comparison, base: ts.Symbol, head: ts.Symbol): void => {
  for (const answers of comparison.same.values())
    for (const [symbol, isSame] of answers) if (isSame) answers.delete(symbol);
  comparison.same.get(base)?.set(head, false);
};

const namesSame = (comparison: Comparison, base: ts.Declaration, head: ts.Declaration): boolean => {
  const [before, after] = [identifiersIn(comparison, base), identifiersIn(comparison, head)];
  return before.every((name, index) => {
    const twin = after[index];
    if (twin === undefined) return false;
    const [left, right] = [symbolAt(comparison, name), symbolAt(comparison, twin)];
    if (left === right) return true;
    if (left === undefined || right === undefined) return false;
    return isWithin(left, base) || isSameDeclaration(comparison, left, right);
  });
};

const identifiersIn = ({ ts: typescript }: Comparison, node: ts.Node): readonly ts.Identifier[] => {
  const found: ts.Identifier[] = [];
  const visit = (child: ts.Node): void => {
    if (typescript.isIdentifier(child)) found.push(child);
    typescript.forEachChild(child, visit);
  };
  visit(node);
  return found;
};

const symbolAt = ({ checker, ts: typescript }: Comparison, name: ts.Identifier): ts.Symbol | undefined => {
  const symbol = checker.getSymbolAtLocation(name);
  if (symbol === undefined || (symbol.flags & typescript.SymbolFlags.Alias) === 0) return symbol;
  return checker.getAliasedSymbol(symbol);
};

/** Members and parameters are part of the text itself. */
const isWithin = (symbol: ts.Symbol, declaration: ts.Declaration): boolean =>
  (symbol.declarations ?? []).every(
    (one) =>
      one.getSourceFile() === declaration.getSourceFile() && one.pos >= declaration.pos && one.end <= declaration.end,
  );

/** Whether two types are one named type without arguments of its own, declared alike. */
export const isSameNamedType = (comparison: Comparison, { base, head }: TypePair): boolean => {
  const { checker } = comparison;
  const [left, right] = [base.getSymbol(), head.getSymbol()];
  if (left === undefined || right === undefined || left.name.startsWith('__') || left.name !== right.name) return false;
  const isPlain = checker.getDeclaredTypeOfSymbol(left) === base && checker.getDeclaredTypeOfSymbol(right) === head;
  return isPlain && isSameDeclaration(comparison, left, right);
};
