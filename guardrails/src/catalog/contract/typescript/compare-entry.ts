import type ts from 'typescript';
import type { ApiAddition, ApiDifference } from './api-difference.ts';
import { createComparedProgram, type BothDeclarations, type SourceCache } from './api-program.ts';
import { nominalCandidate } from './compare-class.ts';
import { compareEnum } from './compare-enum.ts';
import {
  compareArity,
  compareExportedType,
  compareMeanings,
  compareValue,
  exportsOf,
  pairExports,
  type ExportFindings,
  type ExportPair,
} from './compare-exports.ts';
import { addCandidate, createBag, type Comparison, type TypePair } from './comparison.ts';
import { hasPrivateMembers } from './has-private-members.ts';
import { isSameDeclaration } from './is-same-declaration.ts';
import { accessOf } from './place.ts';
import { probePath, typesOfProbe, writeProbe, type Probe } from './probe-types.ts';
import type { TypeScript } from './side-files.ts';
import { toDifferences } from './to-differences.ts';

/** An entry point that both versions have: its name and the paths of its declarations. */
export type EntryPair = { readonly name: string; readonly base: string; readonly head: string };

/** What was found of one entry point. */
export type EntryFindings = {
  readonly differences: readonly ApiDifference[];
  readonly additions: readonly ApiAddition[];
};

/** All that one entry point is compared with. */
export type EntryParts = {
  readonly both: BothDeclarations;
  readonly cache: SourceCache;
  readonly entry: EntryPair;
  /** Whether types are left alone. */
  readonly isShallow: boolean;
};

/** Compares what an entry point exports in both versions, and has the compiler confirm what may break. */
export const compareEntry = (typescript: TypeScript, parts: EntryParts): EntryFindings => {
  const { isShallow } = parts;
  const first = openComparison(typescript, parts, new Map());
  if (first === null) return { differences: [], additions: [] };
  const { text, probes } = isShallow
    ? { text: '', probes: [] }
    : writeProbe(first.comparison, first.pairs, first.paths);
  const opened =
    probes.length === 0 ? first : (openComparison(typescript, parts, new Map([[probePath, text]])) ?? first);
  const found = isShallow
    ? compareKinds(opened)
    : compareAll(opened, { probes: opened === first ? [] : probes, both: parts.both });
  const lost = lostExports(opened);
  return {
    differences: toDifferences(typescript, parts, { comparison: opened.comparison, found: [...lost, ...found] }),
    additions: addedExports(opened, parts),
  };
};

type Opened = {
  readonly comparison: Comparison;
  readonly program: ts.Program;
  readonly pairs: readonly ExportPair[];
  readonly modules: { readonly base: ts.Symbol; readonly head: ts.Symbol };
  readonly paths: { readonly base: string; readonly head: string };
};

const openComparison = (
  typescript: TypeScript,
  { both, cache, entry }: EntryParts,
  probes: ReadonlyMap<string, string>,
): Opened | null => {
  const { program, placeOf } = createComparedProgram(typescript, { both, cache }, probes);
  const checker = program.getTypeChecker();
  const paths = { base: placeOf('base', entry.base), head: placeOf('head', entry.head) };
  const moduleOf = (path: string): ts.Symbol | undefined => {
    const file = program.getSourceFile(path);
    return file === undefined ? undefined : checker.getSymbolAtLocation(file);
  };
  const [base, head] = [moduleOf(paths.base), moduleOf(paths.head)];
  if (base === undefined || head === undefined) return null;
  const parts = { ts: typescript, checker };
  const comparison: Comparison = {
    ...parts,
    names: { base: namesOf(parts, base), head: namesOf(parts, head) },
    ...{ bags: new Map(), reached: new Map(), parameters: new Map(), same: new Map() },
    ...{ generic: { depth: 0 }, open: [], spelled: { frozen: new Map(), named: new Map() }, effort: { pairs: 0 } },
  };
  return { comparison, program, paths, modules: { base, head }, pairs: pairExports(parts, { base, head }) };
};

/** How consumers name what a module exports: the shortest way to each symbol. */
const namesOf = (
  parts: Pick<Comparison, 'checker' | 'ts'>,
  module: ts.Symbol,
  access = 'api',
): ReadonlyMap<ts.Symbol, string> => {
  const names = new Map<ts.Symbol, string>();
  const spaces: (readonly [ts.Symbol, string])[] = [];
  for (const [name, { target }] of exportsOf(parts, module)) {
    const path = `${access}${accessOf(name)}`;
    if (!names.has(target)) names.set(target, path);
    const { NamespaceModule, ValueModule } = parts.ts.SymbolFlags;
    if ((target.flags & (NamespaceModule | ValueModule)) !== 0 && path.split('.').length < 5)
      spaces.push([target, path]);
  }
  for (const [space, path] of spaces)
    for (const [symbol, name] of namesOf(parts, space, path)) if (!names.has(symbol)) names.set(symbol, name);
  return names;
};

/** What exports are, and the members of enums: no types are asked for. */
const compareKinds = ({ comparison, pairs }: Opened): readonly ExportFindings[] =>
  pairs
    .filter(({ base, head }) => base !== head)
    .map((one) => {
      const isEnum = (one.base.flags & one.head.flags & comparison.ts.SymbolFlags.Enum) !== 0;
      const below = [compareMeanings(comparison, one), ...(isEnum ? [compareEnum(comparison, one)] : [])];
      // The relation of whole types is what is too much.
      return { one, bag: { ...createBag(below), isLenient: true } };
    });

const compareAll = (
  { comparison, program, pairs }: Opened,
  { probes, both }: { readonly probes: readonly Probe[]; readonly both: BothDeclarations },
): readonly ExportFindings[] => {
  const { SymbolFlags } = comparison.ts;
  const isSpaceOnly = ({ base }: ExportPair): boolean =>
    (base.flags & (SymbolFlags.Value & ~SymbolFlags.ValueModule)) === 0;
  const changed = pairs.filter(
    (pair) =>
      pair.typeOnly.base !== pair.typeOnly.head ||
      (pair.base !== pair.head && !isSameDeclaration(comparison, pair.base, pair.head)),
  );
  const values = changed.filter((pair) => !isSpaceOnly(pair) && (pair.head.flags & SymbolFlags.Value) !== 0);
  const found = values.map((pair) => compareValue(comparison, pair));
  const meanings = changed.map((one) => ({
    one,
    bag: createBag([compareMeanings(comparison, one), compareArity(comparison, one)]),
  }));
  const types = changed
    .filter((pair) => isType(comparison, pair) && !comparison.reached.has(pair.access))
    .map((one) => compareExportedType(comparison, { one, pairs: typePairs(comparison, { one, program, probes }) }));
  const nominal = values
    .filter(({ base }) => (base.flags & SymbolFlags.Class) !== 0)
    .map((one) => ({ one, bag: nominalCandidate(comparison, one, hasPrivateMembers(comparison.ts, both, one)) }));
  return [...meanings, ...found, ...types, ...nominal];
};

const isType = ({ ts: { SymbolFlags } }: Comparison, { base, head }: ExportPair): boolean => {
  const types = SymbolFlags.Interface | SymbolFlags.TypeAlias;
  return (base.flags & types) !== 0 && (head.flags & SymbolFlags.Type) !== 0;
};

type Typed = { readonly one: ExportPair; readonly program: ts.Program; readonly probes: readonly Probe[] };

const typePairs = (
  comparison: Comparison,
  { one, program, probes }: Typed,
): readonly (TypePair & { readonly name: string })[] => {
  const own = probes.filter(({ symbol }) => symbol === one.symbol);
  if (own.length === 0) {
    const { checker } = comparison;
    const declared = {
      base: checker.getDeclaredTypeOfSymbol(one.base),
      head: checker.getDeclaredTypeOfSymbol(one.head),
    };
    return [{ ...declared, name: one.access }];
  }
  return own.flatMap((probe) => {
    const types = typesOfProbe(comparison, { program, probe });
    return types === null ? [] : [{ ...types, name: probe.name }];
  });
};

const lostExports = ({ comparison, modules, pairs }: Opened): readonly ExportFindings[] => {
  const lostIn = (spaces: typeof modules, within: string): readonly ExportFindings[] => {
    const [base, head] = [exportsOf(comparison, spaces.base), exportsOf(comparison, spaces.head)];
    return [...base].flatMap(([name, { target, isTypeOnly }]) =>
      head.has(name) ? [] : [lostExport(comparison, { name: `${within}${name}`, target, isTypeOnly })],
    );
  };
  const { NamespaceModule, ValueModule } = comparison.ts.SymbolFlags;
  const spaces = pairs.filter(({ base, head }) =>
    [base, head].every(({ flags }) => (flags & (NamespaceModule | ValueModule)) !== 0),
  );
  return [
    ...lostIn(modules, ''),
    ...spaces.flatMap(({ base, head, symbol }) => (base === head ? [] : lostIn({ base, head }, `${symbol}.`))),
  ];
};

type Lost = { readonly name: string; readonly target: ts.Symbol; readonly isTypeOnly: boolean };

const lostExport = (comparison: Comparison, { name, target, isTypeOnly }: Lost): ExportFindings => {
  const { SymbolFlags } = comparison.ts;
  const access = `api${name.split('.').map(accessOf).join('')}`;
  const one = { symbol: name, access, base: target, head: target, typeOnly: { base: isTypeOnly, head: isTypeOnly } };
  const bag = createBag();
  const isValue = (target.flags & SymbolFlags.Value) !== 0 && !isTypeOnly;
  const code = isValue ? `const seen = ${access};` : `type Seen = ${access};`;
  addCandidate(
    bag,
    { trail: [name], role: 'export', isUnused: false, mode: 'read', read: (use) => use(access) },
    { kind: 'export-removed', code, isCertain: true },
  );
  return { one, bag };
};

const addedExports = ({ comparison, modules }: Opened, { entry }: EntryParts): readonly ApiAddition[] => {
  const base = exportsOf(comparison, modules.base);
  return [...exportsOf(comparison, modules.head).keys()].flatMap((symbol) =>
    base.has(symbol) ? [] : [{ entry: entry.name, symbol, declared: null }],
  );
};
