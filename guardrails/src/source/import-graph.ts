import type { ExportFact, ImportFact, ModuleFacts } from './module-facts.ts';
import type { ProjectFacts } from './project-facts.ts';
import { createResolver, type Resolution, type ResolveImport, type ResolveSource } from './resolve-import.ts';

/** One import between two files of a tree. */
export type ImportEdge = {
  readonly from: string;
  readonly to: string;
  readonly specifier: string;
  readonly kind: ImportFact['kind'];
  /** Whether it is gone when the program runs: `import type`, or all that it names are types there. */
  readonly isTypeOnly: boolean;
  readonly names: readonly string[];
  /** 1-based line in `from`. */
  readonly line: number;
};

/** An import that leads to no file of the tree. */
export type OutsideImport = {
  readonly from: string;
  readonly specifier: string;
  readonly isTypeOnly: boolean;
  readonly line: number;
  readonly resolution: Exclude<Resolution, { readonly kind: 'file' }>;
};

/** Which file imports which, over a whole tree. */
export type ImportGraph = {
  /** Every file that was read, with what it says. */
  readonly files: ReadonlyMap<string, ModuleFacts>;
  readonly edgesFrom: (file: string) => readonly ImportEdge[];
  readonly edgesTo: (file: string) => readonly ImportEdge[];
  readonly outsideOf: (file: string) => readonly OutsideImport[];
  readonly resolve: ResolveImport;
  /** All paths of the tree. */
  readonly paths: ReadonlySet<string>;
  /** What each package.json and tsconfig says. */
  readonly projects: ReadonlyMap<string, ProjectFacts>;
};

/** What a graph is made from. */
export type ImportGraphSource = ResolveSource & { readonly files: ReadonlyMap<string, ModuleFacts> };

/** Creates the graph of a tree from the facts of its files. Pure; a file's edges are found when first asked for. */
export const createImportGraph = ({ files, paths, projects }: ImportGraphSource): ImportGraph => {
  const resolve = createResolver({ paths, projects });
  const forward = new Map<string, readonly ImportEdge[]>();
  const outside = new Map<string, readonly OutsideImport[]>();
  let backward: Map<string, ImportEdge[]> | null = null;

  const read = (file: string): void => {
    const edges: ImportEdge[] = [];
    const others: OutsideImport[] = [];
    for (const item of files.get(file)?.imports ?? []) {
      const resolution = resolve(file, item.specifier);
      const { specifier, line } = item;
      if (resolution.kind === 'file') edges.push(toEdge({ file, item, to: resolution.path, files }));
      else others.push({ from: file, specifier, line, isTypeOnly: item.isTypeOnly, resolution });
    }
    forward.set(file, edges);
    outside.set(file, others);
  };
  const edgesFrom = (file: string): readonly ImportEdge[] => {
    if (!forward.has(file)) read(file);
    return forward.get(file) ?? [];
  };
  const edgesTo = (file: string): readonly ImportEdge[] => {
    backward ??= invert([...files.keys()].flatMap(edgesFrom));
    return backward.get(file) ?? [];
  };
  const outsideOf = (file: string): readonly OutsideImport[] => {
    if (!outside.has(file)) read(file);
    return outside.get(file) ?? [];
  };
  return { files, edgesFrom, edgesTo, outsideOf, resolve, paths, projects };
};

type EdgeSource = {
  readonly file: string;
  readonly item: ImportFact;
  readonly to: string;
  readonly files: ReadonlyMap<string, ModuleFacts>;
};

const toEdge = ({ file, item, to, files }: EdgeSource): ImportEdge => ({
  from: file,
  to,
  specifier: item.specifier,
  kind: item.kind,
  isTypeOnly: item.isTypeOnly || isDeclaration(file) || namesTypesAlone(item.names, files.get(to)?.exports),
  names: item.names,
  line: item.line,
});

const isDeclaration = (path: string): boolean => /\.d\.[cm]?ts$/u.test(path);

/** `import { Card } from './card'` where `Card` is an interface: TypeScript drops the import. */
const namesTypesAlone = (names: readonly string[], exported: readonly ExportFact[] | undefined): boolean => {
  if (names.length === 0 || exported === undefined) return false;
  const types = typeNames(exported);
  return names.every((name) => types.has(name));
};

const knownTypeNames = new WeakMap<readonly ExportFact[], ReadonlySet<string>>();

/** Names that a module exports as types alone; remembered, for a barrel of a thousand names is imported a thousand times. */
const typeNames = (exported: readonly ExportFact[]): ReadonlySet<string> => {
  const known = knownTypeNames.get(exported);
  if (known !== undefined) return known;
  const values = new Set(exported.filter(({ isType }) => !isType).map(({ name }) => name));
  const types = new Set(exported.filter(({ isType, name }) => isType && !values.has(name)).map(({ name }) => name));
  knownTypeNames.set(exported, types);
  return types;
};

const invert = (edges: readonly ImportEdge[]): Map<string, ImportEdge[]> => {
  const backward = new Map<string, ImportEdge[]>();
  for (const edge of edges) {
    const known = backward.get(edge.to);
    if (known === undefined) backward.set(edge.to, [edge]);
    else known.push(edge);
  }
  return backward;
};
