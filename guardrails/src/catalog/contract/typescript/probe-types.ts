import type ts from 'typescript';
import type { ExportPair } from './compare-exports.ts';
import type { Comparison, TypePair } from './comparison.ts';
import { givenType, spellType } from './spell-type.ts';

/** Path of the module that names generic types with what they are given. */
export const probePath = '/~probe/probe.ts';

/** A generic type as a consumer would name it, and where the probe has both versions of it. */
export type Probe = { readonly symbol: string; readonly name: string; readonly index: number };

/** What a conditional type is tried with: it answers differently for each. */
const samples = [givenType, 'string', `${givenType}[]`, `Promise<${givenType}>`, `(it: ${givenType}) => ${givenType}`];

/** Writes the module that gives the generic types of both versions the same arguments. */
export const writeProbe = (
  comparison: Comparison,
  pairs: readonly ExportPair[],
  paths: { readonly base: string; readonly head: string },
): { readonly text: string; readonly probes: readonly Probe[] } => {
  const wanted = pairs.flatMap((pair) => {
    const parameters = typeParametersOf(comparison, pair.base);
    if (pair.base === pair.head || parameters.length === 0) return [];
    return argumentsFor(comparison, pair, parameters).map((given) => ({ pair, given }));
  });
  const lines = wanted.flatMap(({ pair, given }, index) =>
    (['Base', 'Head'] as const).map(
      (side) =>
        `export declare const probe${side}${String(index)}: ${nameIn(pair.access, side)}<${inSide(given, side)}>;`,
    ),
  );
  const text = [
    `import * as Base from ${JSON.stringify(paths.base)};`,
    `import * as Head from ${JSON.stringify(paths.head)};`,
    `export interface ${givenType} { readonly given: 1 }`,
    ...lines,
  ].join('\n');
  const probes = wanted.map(({ pair, given }, index) => ({
    symbol: pair.symbol,
    name: `${pair.access}<${given}>`,
    index,
  }));
  return { text, probes };
};

const nameIn = (access: string, side: 'Base' | 'Head'): string => access.replace(/^api/u, side);
const inSide = (given: string, side: 'Base' | 'Head'): string => given.replace(/\bapi\./gu, `${side}.`);

const typeParametersOf = ({ checker, ts: typescript }: Comparison, symbol: ts.Symbol): readonly ts.Type[] => {
  if ((symbol.flags & typescript.SymbolFlags.Type) === 0) return [];
  const declared = checker.getDeclaredTypeOfSymbol(symbol) as Partial<ts.InterfaceType>;
  const [declaration] = (symbol.declarations ?? []).filter(typescript.isTypeAliasDeclaration);
  if (declaration === undefined) return declared.typeParameters ?? [];
  return (declaration.typeParameters ?? []).map((one) => checker.getTypeAtLocation(one));
};

const argumentsFor = (
  comparison: Comparison,
  { base }: ExportPair,
  parameters: readonly ts.Type[],
): readonly string[] => {
  const plain = parameters.map((one) => spellType(comparison, one) ?? 'any');
  const isOpen = parameters.every((one) => one.getConstraint() === undefined);
  const text = base.declarations?.map((one) => one.getText()).join('\n') ?? '';
  if (!isOpen || !/\?|\bin\b/u.test(text)) return [plain.join(', ')];
  return samples.map((sample) => parameters.map(() => sample).join(', '));
};

/** The types of a probe in both versions. */
export const typesOfProbe = (
  { checker }: Comparison,
  { program, probe }: { readonly program: ts.Program; readonly probe: Probe },
): TypePair | null => {
  const file = program.getSourceFile(probePath);
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  const typeOf = (name: string): ts.Type | undefined => {
    const symbol =
      module === undefined ? undefined : checker.getExportsOfModule(module).find((one) => one.name === name);
    return symbol === undefined ? undefined : checker.getTypeOfSymbol(symbol);
  };
  const [base, head] = [typeOf(`probeBase${String(probe.index)}`), typeOf(`probeHead${String(probe.index)}`)];
  return base === undefined || head === undefined ? null : { base, head };
};
