import type { ApiDeclaration, ApiDifference, ApiWitness } from './api-difference.ts';
import { pathWithout, type BothDeclarations } from './api-program.ts';
import type { EntryParts } from './compare-entry.ts';
import type { ExportFindings, ExportPair } from './compare-exports.ts';
import { bagsOf, candidatesOf, createBag, inWords, type Candidate, type Comparison } from './comparison.ts';
import { confirmCandidates } from './confirm-candidates.ts';
import { lineOfNames, namesTo } from './locate-declaration.ts';
import type { TypeScript } from './side-files.ts';

type Found = { readonly comparison: Comparison; readonly found: readonly ExportFindings[] };

/**
 * Makes differences of candidates: those whose consumer the compiler refuses at head alone are proven; others count where the
 * export as a whole cannot take its old place, and then as possible.
 */
export const toDifferences = (
  typescript: TypeScript,
  { both, cache, entry }: Omit<EntryParts, 'isShallow'>,
  { comparison, found }: Found,
): readonly ApiDifference[] => {
  const candidates = found.map(({ one, bag }) => ({ one, list: candidatesOf(bag) }));
  const all = [...new Set(candidates.flatMap(({ list }) => list))];
  const witnesses = confirmCandidates(typescript, { both, cache, name: entry.name, paths: entry }, all);
  const symbolsOf = new Map<Candidate, string[]>();
  for (const { one, list } of candidates)
    for (const candidate of list) symbolsOf.set(candidate, [...(symbolsOf.get(candidate) ?? []), one.symbol]);
  const proven = all.filter((one) => witnesses.has(one));
  const certain = all.filter((one) => one.isCertain && !witnesses.has(one));
  const explained = new Set([...proven, ...certain].flatMap((one) => symbolsOf.get(one) ?? []).flatMap(spacesOf));
  const unexplained = byExport(found).flatMap(({ one, bag }) =>
    bagsOf(bag).some(({ isLenient }) => isLenient)
      ? []
      : doubtful(comparison, { one, list: candidatesOf(bag), explained }),
  );
  const listed = [...merge(proven), ...merge(certain), ...merge(unexplained)];
  return listed.map((candidate) => ({
    ...pick(candidate),
    kind: isHidden(witnesses.get(candidate)) ? 'member-hidden' : candidate.kind,
    entry: entry.name,
    symbol: candidate.trail[0] ?? '',
    symbols: [...new Set([candidate.trail[0] ?? '', ...(symbolsOf.get(candidate) ?? [])])],
    grade: witnesses.has(candidate) ? 'proven' : candidate.isCertain ? 'certain' : 'possible',
    isSoft: candidate.isSoft || isHandle(comparison, candidate),
    witness: witnesses.get(candidate) ?? null,
    declared: locate(typescript, { both, entryPath: entry.head }, candidate),
  }));
};

/** The compiler says that it is private or protected: it is there and no longer for consumers. */
const isHidden = (witness: ApiWitness | undefined): boolean => /^TS(?:2341|2445|2446):/u.test(witness?.message ?? '');

/** All that was found of each export together. */
const byExport = (found: readonly ExportFindings[]): readonly ExportFindings[] => {
  const joined = new Map<string, ExportFindings>();
  for (const { one, bag } of found)
    joined.set(one.symbol, { one, bag: createBag([...(joined.get(one.symbol)?.bag.below ?? []), bag]) });
  return [...joined.values()];
};

/** `Errors.Gone` explains `Errors` as well. */
const spacesOf = (symbol: string): readonly string[] =>
  symbol.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.'));

const pick = ({ kind, subject, trail, from, to }: Candidate) => ({ kind, subject, trail, from, to });

/** What the package itself gives out and takes back is seldom built by a consumer. */
const isHandle = ({ reached }: Comparison, { handle }: Candidate): boolean => {
  const modes = handle === null ? undefined : reached.get(handle);
  return modes?.has('read') === true && modes.has('write');
};

type Doubt = {
  readonly one: ExportPair;
  readonly list: readonly Candidate[];
  readonly explained: ReadonlySet<string>;
};

const doubtful = (comparison: Comparison, { one, list, explained }: Doubt): readonly Candidate[] => {
  const { SymbolFlags } = comparison.ts;
  if (explained.has(one.symbol)) return [];
  if ((one.base.flags & SymbolFlags.Value & ~SymbolFlags.Enum) === 0 || (one.head.flags & SymbolFlags.Value) === 0)
    return list.some(({ code }) => code === null) ? list.filter(({ code }) => code === null).slice(0, 1) : [];
  const base = comparison.checker.getTypeOfSymbol(one.base);
  const head = comparison.checker.getTypeOfSymbol(one.head);
  if (comparison.checker.isTypeAssignableTo(head, base)) return [];
  const first = list.find(({ code }) => code === null);
  return [
    first ?? {
      ...{
        kind: 'type-changed',
        subject: one.symbol,
        trail: [one.symbol],
        isSoft: false,
        isCertain: false,
        code: null,
      },
      ...{ from: inWords(comparison, base), to: inWords(comparison, head), handle: null },
      declared: { base: one.base.declarations?.[0], head: one.head.declarations?.[0] },
      near: { base: one.base.declarations?.[0], head: one.head.declarations?.[0] },
    },
  ];
};

/** The same member met in several ways is told once, by the shortest way to it. */
const merge = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const merged = new Map<string, Candidate>();
  for (const one of candidates) {
    const declaration = one.declared.base ?? one.declared.head;
    const place =
      declaration === undefined
        ? one.trail.join('.')
        : `${declaration.getSourceFile().fileName}:${String(declaration.pos)}`;
    const key = `${one.kind} ${place} ${one.declared.base === undefined ? one.subject : ''}`;
    const known = merged.get(key);
    if (known === undefined || one.trail.length < known.trail.length) merged.set(key, one);
  }
  return [...merged.values()];
};

type Locating = { readonly both: BothDeclarations; readonly entryPath: string };

const locate = (
  typescript: TypeScript,
  { both, entryPath }: Locating,
  { near, trail }: Candidate,
): ApiDeclaration | null => {
  const { head } = both;
  const declaration = near.head ?? near.base;
  const path = declaration === undefined ? entryPath : pathWithout(declaration.getSourceFile().fileName);
  const source = head.sources.get(path) ?? head.sources.get(entryPath);
  if (source === undefined) return null;
  const text = both.files.readFile(source) ?? '';
  const names = declaration === undefined ? trail.slice(0, 1).flatMap((one) => one.split('.')) : namesTo(declaration);
  const line = lineOfNames(typescript, { path: source, text }, names) ?? 1;
  return { file: source.slice(both.files.root.length + 1), line };
};
