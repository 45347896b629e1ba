import type ts from 'typescript';
import { compareClass } from './compare-class.ts';
import { compareEnum } from './compare-enum.ts';
import { compareTypes } from './compare-types.ts';
import { addCandidate, createBag, type Bag, type Candidate, type Comparison, type TypePair } from './comparison.ts';
import { accessOf, type Place } from './place.ts';
import { spellType } from './spell-type.ts';

/** One export in both versions: the symbol behind it, and how a consumer names it. */
export type ExportPair = {
  /** With dots in a namespace: `Errors.NotFound`. */
  readonly symbol: string;
  /** `api.Errors.NotFound`. */
  readonly access: string;
  readonly base: ts.Symbol;
  readonly head: ts.Symbol;
  /** Whether it is exported as a type alone although it is a value. */
  readonly typeOnly: { readonly base: boolean; readonly head: boolean };
};

/** What was found of one export. */
export type ExportFindings = { readonly one: ExportPair; readonly bag: Bag };

/** The exports of a module or namespace, behind all re-exports. */
export const exportsOf = ({ checker, ts: typescript }: Pick<Comparison, 'checker' | 'ts'>, module: ts.Symbol) =>
  new Map(
    checker.getExportsOfModule(module).map((symbol) => {
      const isAlias = (symbol.flags & typescript.SymbolFlags.Alias) !== 0;
      const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
      return [symbol.name, { target, isTypeOnly: isTypeOnly(typescript, { checker, symbol }) }] as const;
    }),
  );

const isTypeOnly = (
  typescript: Comparison['ts'],
  { checker, symbol }: { readonly checker: ts.TypeChecker; readonly symbol: ts.Symbol },
): boolean => {
  for (let at: ts.Symbol | undefined = symbol, steps = 0; at !== undefined && steps < 20; steps++) {
    if ((at.flags & typescript.SymbolFlags.Alias) === 0) return false;
    if ((at.declarations ?? []).some((one) => typescript.isTypeOnlyImportOrExportDeclaration(one))) return true;
    at = checker.getImmediateAliasedSymbol(at);
  }
  return false;
};

/** Compares the values of an export: what they can be called with, what they give, what they hold. */
export const compareValue = (comparison: Comparison, one: ExportPair): ExportFindings => {
  const { checker, ts: typescript } = comparison;
  const { SymbolFlags } = typescript;
  const place: Place = { ...placeFacts(one, false), mode: 'read', read: (use) => use(one.access) };
  if ((one.base.flags & SymbolFlags.Enum) !== 0) return { one, bag: compareEnum(comparison, one) };
  if ((one.base.flags & SymbolFlags.Class) !== 0 && (one.head.flags & SymbolFlags.Class) !== 0)
    return { one, bag: compareClass(comparison, one, place) };
  const pair = { base: checker.getTypeOfSymbol(one.base), head: checker.getTypeOfSymbol(one.head) };
  return { one, bag: compareTypes(comparison, pair, place) };
};

/**
 * Compares an exported type that no exported value gives or takes, so that nobody knows what consumers do with it: both
 * directions, as far as each is not known from values.
 */
export const compareExportedType = (
  comparison: Comparison,
  { one, pairs }: { readonly one: ExportPair; readonly pairs: readonly (TypePair & { readonly name: string })[] },
): ExportFindings => {
  const below = pairs.flatMap(({ base, head, name }) => {
    const facts = placeFacts(one, true);
    return [
      compareTypes(comparison, { base, head }, { ...facts, mode: 'read', read: (use) => use(`(null! as ${name})`) }),
      compareTypes(
        comparison,
        { base, head },
        {
          ...facts,
          mode: 'write',
          target: name,
          write: (value) => `const it: ${name} = ${value};`,
        },
      ),
    ];
  });
  return { one, bag: createBag(below) };
};

const placeFacts = ({ symbol, base, head }: ExportPair, isUnused: boolean) => ({
  trail: [symbol],
  role: 'export' as const,
  isUnused,
  near: { base: base.declarations?.[0], head: head.declarations?.[0] },
});

/** What an export may be used for. */
type Meaning = 'value' | 'type' | 'namespace';

/** Candidates where an export can no longer be used as what it was: a value, a type, a namespace. */
export const compareMeanings = (comparison: Comparison, one: ExportPair): Bag => {
  const bag = createBag();
  const before = meaningsOf(comparison, one, 'base');
  const after = meaningsOf(comparison, one, 'head');
  const place: Place = { ...placeFacts(one, false), mode: 'read', read: (use) => use(one.access) };
  for (const meaning of before) {
    if (after.has(meaning)) continue;
    const draft: Partial<Candidate> = { from: [...before].join(' and '), to: [...after].join(' and ') || 'nothing' };
    const code = meaning === 'value' ? `const seen = ${one.access};` : `type Seen = ${one.access};`;
    addCandidate(bag, place, { kind: 'export-kind-changed', code, isCertain: true, ...draft });
  }
  return bag;
};

/** Candidates where an exported type can no longer be named with as many type arguments as before, or with the same. */
export const compareArity = (comparison: Comparison, one: ExportPair): Bag => {
  const bag = createBag();
  const { ts: typescript } = comparison;
  const parametersOf = (symbol: ts.Symbol): readonly ts.TypeParameterDeclaration[] =>
    (symbol.declarations ?? []).flatMap((declaration) => [
      ...((declaration as { readonly typeParameters?: readonly ts.TypeParameterDeclaration[] }).typeParameters ?? []),
    ]);
  if ((one.base.flags & typescript.SymbolFlags.Type) === 0) return bag;
  const [before, after] = [parametersOf(one.base), parametersOf(one.head)];
  if (before.length + after.length === 0) return bag;
  const spelled = before.map(
    (parameter) => spellType(comparison, comparison.checker.getTypeAtLocation(parameter)) ?? 'any',
  );
  const least = spelled.slice(0, before.filter((parameter) => parameter.default === undefined).length);
  const place: Place = { ...placeFacts(one, false), mode: 'read', read: (use) => use(one.access) };
  const words = (list: readonly ts.Node[]): string => `<${list.map((node) => node.getText()).join(', ')}>`;
  for (const given of [spelled, least])
    addCandidate(bag, place, {
      ...{ kind: 'type-parameters-changed', from: words(before), to: words(after) },
      ...{ code: `type Seen = ${one.access}${given.length === 0 ? '' : `<${given.join(', ')}>`};` },
    });
  return bag;
};

const meaningsOf = ({ ts: { SymbolFlags } }: Comparison, one: ExportPair, side: 'base' | 'head'): Set<Meaning> => {
  const { flags } = one[side];
  const meanings = new Set<Meaning>();
  if ((flags & SymbolFlags.Value) !== 0 && !one.typeOnly[side]) meanings.add('value');
  if ((flags & SymbolFlags.Type) !== 0) meanings.add('type');
  return meanings;
};

/** Pairs the exports that both versions have, those in namespaces included. */
export const pairExports = (
  comparison: Pick<Comparison, 'checker' | 'ts'>,
  modules: { readonly base: ts.Symbol; readonly head: ts.Symbol },
  within = { symbol: '', access: 'api' },
): readonly ExportPair[] => {
  const [base, head] = [exportsOf(comparison, modules.base), exportsOf(comparison, modules.head)];
  return [...base].flatMap(([name, { target, isTypeOnly: before }]) => {
    const twin = head.get(name);
    if (twin === undefined) return [];
    const symbol = within.symbol === '' ? name : `${within.symbol}.${name}`;
    const access = `${within.access}${accessOf(name)}`;
    const own = { symbol, access, base: target, head: twin.target };
    const pair = { ...own, typeOnly: { base: before, head: twin.isTypeOnly } };
    const { NamespaceModule, ValueModule } = comparison.ts.SymbolFlags;
    const isSpace = [target, twin.target].every(({ flags }) => (flags & (NamespaceModule | ValueModule)) !== 0);
    const isDeep = symbol.split('.').length > 5 || target === twin.target;
    return isSpace && !isDeep
      ? [pair, ...pairExports(comparison, { base: target, head: twin.target }, { symbol, access })]
      : [pair];
  });
};
