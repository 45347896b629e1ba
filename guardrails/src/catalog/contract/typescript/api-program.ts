import type ts from 'typescript';
import { consumerOptions } from './compiler-options.ts';
import type { Declarations } from './emit-declarations.ts';
import { libraryFile } from './library-files.ts';
import { normaliseDeclarations, symbolsModule } from './normalise-declarations.ts';
import type { SideFiles, TypeScript } from './side-files.ts';

/** The declarations of both versions, and what installed files are read through. */
export type BothDeclarations = {
  readonly base: Declarations;
  readonly head: Declarations;
  readonly files: SideFiles;
};

/** Which version a path of a program belongs to. */
export type Side = 'base' | 'head';

/** Syntax trees by path: programs of one comparison share what they have in common. */
export type SourceCache = Map<string, ts.SourceFile>;

/** The path of a version's declarations in a program that holds both. Pure. */
export const pathIn = (side: Side, path: string): string => `/~${side}${path}`;

/** The path of a declaration file without the version. Pure. */
export const pathWithout = (path: string): string => path.replace(/^\/~(?:base|head)(?=\/)/u, '');

/** The part of a program that is not read from the disk. */
type Layout = {
  readonly texts: ReadonlyMap<string, string>;
  readonly resolve: (from: string, specifier: string) => string | null | undefined;
};

/**
 * One program with both versions, rewritten so that classes compare by their public shape. Files that are equal, as are all that
 * they mention, stand in it once: their types are then identical and need no comparison.
 */
export const createComparedProgram = (
  typescript: TypeScript,
  { both, cache }: { readonly both: BothDeclarations; readonly cache: SourceCache },
  probes: ReadonlyMap<string, string>,
): { readonly program: ts.Program; readonly placeOf: (side: Side, path: string) => string } => {
  const same = equalFiles(typescript, both);
  const placeOf = (side: Side, path: string): string => pathIn(same.has(path) ? 'base' : side, path);
  const texts = new Map(probes);
  const names = new Set<string>();
  for (const side of ['base', 'head'] as const)
    for (const [path, text] of both[side].texts)
      texts.set(placeOf(side, path), normaliseDeclarations(typescript, { path, text }, names));
  texts.set(symbolsModule, [...names].map((name) => `export declare const ${name}: unique symbol;`).join('\n'));
  const resolve = (from: string, specifier: string): string | null | undefined => {
    if (texts.has(specifier)) return specifier;
    const side = from.startsWith('/~head/') ? 'head' : from.startsWith('/~base/') ? 'base' : null;
    return side === null ? undefined : resolveIn(both, { side, from, specifier }, placeOf);
  };
  const rootNames = [...texts.keys()];
  return { program: createLaidOut(typescript, { texts, resolve }, { both, cache, rootNames }), placeOf };
};

type Asked = { readonly side: Side; readonly from: string; readonly specifier: string };

const resolveIn = (
  both: BothDeclarations,
  { side, from, specifier }: Asked,
  placeOf: (side: Side, path: string) => string,
): string | null => {
  const target = both[side].resolve(pathWithout(from), specifier);
  return target !== null && both[side].texts.has(target) ? placeOf(side, target) : target;
};

const equalFiles = (typescript: TypeScript, { base, head }: BothDeclarations): ReadonlySet<string> => {
  const same = new Set([...base.texts].filter(([path, text]) => head.texts.get(path) === text).map(([path]) => path));
  const targetsOf = new Map(
    [...same].map((path) => {
      const { importedFiles } = typescript.preProcessFile(base.texts.get(path) ?? '', true, true);
      return [path, importedFiles.map(({ fileName }) => [base, head].map((side) => side.resolve(path, fileName)))];
    }),
  );
  const isSame = (target: string | null | undefined): boolean =>
    target === null || target === undefined || !base.texts.has(target) || same.has(target);
  for (let before = -1; before !== same.size;) {
    before = same.size;
    for (const [path, targets] of targetsOf)
      if (targets.some(([left, right]) => left !== right || !isSame(left))) same.delete(path);
  }
  return same;
};

/** A program of consumers of one version, whose package is called as its users call it. */
export const createConsumerProgram = (
  typescript: TypeScript,
  { both, side, cache }: { readonly both: BothDeclarations; readonly side: Side; readonly cache: SourceCache },
  {
    consumers,
    entries,
  }: { readonly consumers: ReadonlyMap<string, string>; readonly entries: ReadonlyMap<string, string> },
): ts.Program => {
  const texts = new Map(consumers);
  for (const [path, text] of both[side].texts) texts.set(pathIn(side, path), text);
  const resolve = (from: string, specifier: string): string | null | undefined => {
    if (consumers.has(from)) return entries.get(specifier) ?? undefined;
    if (!from.startsWith(`/~${side}/`)) return undefined;
    return resolveIn(both, { side, from, specifier }, (one, path) => pathIn(one, path));
  };
  return createLaidOut(typescript, { texts, resolve }, { both, cache, rootNames: [...texts.keys()] });
};

type LaidOut = { readonly both: BothDeclarations; readonly cache: SourceCache; readonly rootNames: readonly string[] };

const createLaidOut = (
  typescript: TypeScript,
  { texts, resolve }: Layout,
  { both, cache, rootNames }: LaidOut,
): ts.Program => {
  const options = consumerOptions(typescript);
  const host = typescript.createCompilerHost(options);
  const { readFile, fileExists, directoryExists, realpath, root } = both.files;
  Object.assign(host, {
    readFile: (path: string) => texts.get(path) ?? readFile(path),
    fileExists: (path: string) => texts.has(path) || fileExists(path),
    directoryExists,
    realpath,
    getCurrentDirectory: () => root,
    getSourceFile: (path: string, settings: ts.CreateSourceFileOptions) =>
      libraryFile(typescript, { path, settings }) ??
      readSource(typescript, { path, text: texts.get(path) ?? readFile(path), settings, cache }),
  });
  host.resolveModuleNameLiterals = (literals, from) =>
    literals.map(({ text }) => {
      const known = resolve(from, text);
      if (known === undefined) return typescript.resolveModuleName(text, from, options, host);
      return { resolvedModule: known === null ? undefined : resolvedModule(known) };
    });
  return typescript.createProgram({ rootNames, options, host });
};

const resolvedModule = (path: string): ts.ResolvedModuleFull => ({
  resolvedFileName: path,
  extension: /\.d\.[cm]?ts$|\.tsx?$|\.[cm]ts$/u.exec(path)?.[0] ?? '.d.ts',
  isExternalLibraryImport: path.includes('/node_modules/'),
});

type SourceParts = {
  readonly path: string;
  readonly text: string | undefined;
  readonly settings: ts.CreateSourceFileOptions;
  readonly cache: SourceCache;
};

const readSource = (
  typescript: TypeScript,
  { path, text, settings, cache }: SourceParts,
): ts.SourceFile | undefined => {
  if (text === undefined) return undefined;
  const known = cache.get(path);
  if (known?.text === text) return known;
  const file = typescript.createSourceFile(path, text, settings, false);
  cache.set(path, file);
  return file;
};
