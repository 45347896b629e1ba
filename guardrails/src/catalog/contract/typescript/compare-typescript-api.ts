import type ts from 'typescript';
import type { ApiComparison, ApiDifference } from './api-difference.ts';
import type { ApiEntry, ApiFiles, ApiRequest } from './api-request.ts';
import type { SourceCache } from './api-program.ts';
import { compareEntry } from './compare-entry.ts';
import { emitDeclarations, type Declarations } from './emit-declarations.ts';
import { createSideFiles, type SideFiles, type TypeScript } from './side-files.ts';

/** Two versions of one package as texts, and the file that is its entry point in both. */
export type ApiTexts = {
  readonly base: ApiFiles;
  readonly head: ApiFiles;
  /** Path of the entry point, `.ts` or `.d.ts`; one for both, or one each. */
  readonly entry: string | { readonly base: string; readonly head: string };
  /** How consumers import it; default `the-package`. */
  readonly name?: string;
};

/**
 * Compares the exported types of two versions of a package that are given as texts alone: what they import from elsewhere is `any`.
 * The compiler is asked in both directions; a difference that breaks carries a consumer that compiles against base and not against head.
 */
export const compareTypeScriptApi = async ({ base, head, entry, name }: ApiTexts): Promise<ApiComparison> => {
  const { default: typescript } = await import('typescript');
  const paths = typeof entry === 'string' ? { base: entry, head: entry } : entry;
  return compareRequest(typescript, { entries: [{ name: name ?? 'the-package', ...paths }], root: null, base, head });
};

/** Compares all entry points of a request. Errors of the compiler itself are thrown. */
export const compareRequest = (typescript: TypeScript, request: ApiRequest): ApiComparison => {
  const { isShallow = false } = request;
  const [base, head] = (['base', 'head'] as const).map((side) =>
    createSideFiles(typescript, { root: request.root, texts: request[side] }),
  );
  if (base === undefined || head === undefined) return { differences: [], additions: [], notCompared: [] };
  const cache: SourceCache = new Map<string, ts.SourceFile>();
  const compared = request.entries.map((entry) => compareOne(typescript, { entry, base, head, cache, isShallow }));
  return {
    differences: mergeEntries(compared.flatMap(({ differences }) => differences)),
    additions: compared.flatMap(({ additions }) => additions),
    notCompared: compared.flatMap(({ notCompared }) => notCompared),
  };
};

type One = {
  readonly entry: ApiEntry;
  readonly base: SideFiles;
  readonly head: SideFiles;
  readonly cache: SourceCache;
  readonly isShallow: boolean;
};

const compareOne = (typescript: TypeScript, { entry, base, head, cache, isShallow }: One): ApiComparison => {
  const nothing = { differences: [], additions: [], notCompared: [] };
  if (entry.base === null)
    return { ...nothing, additions: [{ entry: entry.name, symbol: '*', declared: placeOf(entry.head) }] };
  if (entry.head === null) return { ...nothing, differences: [entryRemoved(entry.name, entry.base)] };
  const paths = { base: `${base.root}/${entry.base}`, head: `${head.root}/${entry.head}` };
  const both = {
    base: emitDeclarations(typescript, base, [paths.base]),
    head: emitDeclarations(typescript, head, [paths.head]),
    files: head,
  };
  const missing = missingOf(entry.name, both);
  if (isSame(both)) return { ...nothing, notCompared: missing };
  const shallow = isShallow ? [{ what: `${entry.name}: the types of what it exports`, why: tooMuch }] : [];
  const pair = { name: entry.name, base: both.base.entryOf(paths.base), head: both.head.entryOf(paths.head) };
  return {
    ...compareEntry(typescript, { both, cache, entry: pair, isShallow }),
    notCompared: [...missing, ...shallow],
  };
};

const tooMuch =
  'comparing them needs more memory or time than a check has: only what is exported, and as what, was compared';

const placeOf = (path: string | null) => (path === null ? null : { file: path, line: 1 });

const isSame = ({ base, head }: { readonly base: Declarations; readonly head: Declarations }): boolean =>
  base.texts.size === head.texts.size && [...base.texts].every(([path, text]) => head.texts.get(path) === text);

const missingOf = (entry: string, { head }: { readonly head: Declarations }): ApiComparison['notCompared'] =>
  head.missing.length === 0
    ? []
    : [
        {
          what: `${entry}: what it takes from ${head.missing.slice(0, 10).join(', ')}`,
          why: 'it is not installed, so its types are `any` in this comparison',
        },
      ];

const entryRemoved = (name: string, path: string): ApiDifference => ({
  ...{ kind: 'export-removed', entry: name, symbol: '*', symbols: ['*'], subject: name, trail: ['*'] },
  ...{ from: path, to: null, grade: 'certain', isSoft: false, witness: null, declared: null },
});

/** What several entry points of a package export alike is told once. */
const mergeEntries = (differences: readonly ApiDifference[]): readonly ApiDifference[] => {
  const merged = new Map<string, ApiDifference>();
  for (const one of differences) {
    const key = JSON.stringify([one.kind, one.symbol, one.trail, one.declared, one.from, one.to]);
    if (!merged.has(key)) merged.set(key, one);
  }
  return [...merged.values()];
};
