import type ts from 'typescript';
import type { Comparison } from './comparison.ts';
import { spellType } from './spell-type.ts';

/** A signature in both versions. */
export type SignaturePair = { readonly base: ts.Signature; readonly head: ts.Signature };

/** A parameter of a signature, and how a consumer fills it. */
export type Parameter = {
  readonly name: string;
  readonly type: ts.Type;
  readonly isRequired: boolean;
  readonly isRest: boolean;
  /** A value for it, as code. */
  readonly text: string;
  readonly declaration: ts.Declaration | undefined;
};

/** The parameters of a signature; of a rest parameter the type of one argument. */
export const parametersOf = (comparison: Comparison, signature: ts.Signature): readonly Parameter[] =>
  signature.getParameters().map((symbol): Parameter => {
    const { checker } = comparison;
    const declaration = symbol.valueDeclaration as ts.ParameterDeclaration | undefined;
    const isRest = declaration?.dotDotDotToken !== undefined;
    const whole = checker.getTypeOfSymbol(symbol);
    const listed =
      isRest && checker.isArrayType(whole) ? checker.getTypeArguments(whole as ts.TypeReference)[0] : undefined;
    const type = listed ?? whole;
    const isOptional = declaration !== undefined && !isRest && checker.isOptionalParameter(declaration);
    return {
      ...{ name: symbol.name, type, isRest, isRequired: !isRest && !isOptional, declaration },
      text: `null! as ${shortly(spellType(comparison, type))}`,
    };
  });

const longestArgument = 300;

/** What is too long to be read is given as anything. */
const shortly = (text: string | null): string => (text === null || text.length > longestArgument ? 'any' : text);

/** Arguments for a signature, as code. */
export const listOf = (comparison: Comparison, signature: ts.Signature, which: 'required' | 'all'): string =>
  parametersOf(comparison, signature)
    .filter(({ isRequired }) => which === 'all' || isRequired)
    .map(({ text }) => text)
    .join(', ');

/** Whether head takes as many arguments as base needs. */
export const isCalledAlike = (comparison: Comparison, { base, head }: SignaturePair): boolean => {
  const [before, after] = [parametersOf(comparison, base), parametersOf(comparison, head)];
  const least = before.filter(({ isRequired }) => isRequired).length;
  const isRest = after.at(-1)?.isRest === true;
  return after.filter(({ isRequired }) => isRequired).length <= least && (isRest || after.length >= least);
};

/** An argument for each parameter of base: what is another type at head is left open. */
export const givenAlike = (comparison: Comparison, { base, head }: SignaturePair): readonly string[] => {
  const after = parametersOf(comparison, head);
  return parametersOf(comparison, base).map(({ type, text }, index) =>
    after[index] === undefined || after[index].type === type || comparison.parameters.get(type) === after[index].type
      ? text
      : 'null! as any',
  );
};
