import type ts from 'typescript';
import { readCompilerOptions } from './compiler-options.ts';
import { libraryFile } from './library-files.ts';
import type { SideFiles, TypeScript } from './side-files.ts';

/** The declarations that consumers of some entry points see in one version. */
export type Declarations = {
  /** Absolute path of a declaration file → its text; `src/a.ts` has become `src/a.d.ts`. */
  readonly texts: ReadonlyMap<string, string>;
  /** Path of a declaration file → absolute path of the file that it was made from. */
  readonly sources: ReadonlyMap<string, string>;
  /** Where an import of a declaration file leads: to one of these, to an installed file, or nowhere. */
  readonly resolve: (from: string, specifier: string) => string | null;
  /** Path of the declarations of each entry that there is. */
  readonly entryOf: (source: string) => string;
  /** Specifiers that lead nowhere: what they name is `any`. */
  readonly missing: readonly string[];
};

/**
 * Makes the declarations of entry points and of all own files that these mention, with the compiler's own emitter; declaration
 * files are taken as they are. Code is read, never run.
 * @param entries absolute paths
 */
export const emitDeclarations = (
  typescript: TypeScript,
  files: SideFiles,
  entries: readonly string[],
): Declarations => {
  const [first] = entries;
  const options = readCompilerOptions(typescript, files, first ?? files.root);
  const host = createHost(typescript, files, options);
  const program = typescript.createProgram({ rootNames: entries, options, host });
  const resolve = createResolve(typescript, { host, options });
  const texts = new Map<string, string>();
  const sources = new Map<string, string>();
  const missing = new Set<string>();
  const pending = [...entries];
  for (let source = pending.pop(); source !== undefined; source = pending.pop()) {
    const path = declarationPath(source);
    if (texts.has(path)) continue;
    const text = emitOne(program, source);
    texts.set(path, text);
    sources.set(path, source);
    for (const specifier of specifiersOf(typescript, text)) {
      const target = resolve(source, specifier);
      if (target === null) missing.add(specifier);
      else if (isOwn(target)) pending.push(target);
    }
  }
  const toDeclaration = (target: string | null): string | null =>
    target === null || !isOwn(target) ? target : declarationPath(target);
  return {
    texts,
    sources,
    resolve: (from, specifier) => toDeclaration(resolve(sources.get(from) ?? from, specifier)),
    entryOf: declarationPath,
    missing: [...missing].sort(),
  };
};

const isOwn = (path: string): boolean => !path.includes('/node_modules/') && !path.endsWith('.json');

const declarationPath = (source: string): string =>
  /\.d\.[cm]?ts$/u.test(source) ? source : source.replace(/\.([cm]?)[jt]sx?$/u, '.d.$1ts');

const createHost = (typescript: TypeScript, files: SideFiles, options: ts.CompilerOptions): ts.CompilerHost => {
  const host = typescript.createCompilerHost(options);
  const { readFile, fileExists, directoryExists, realpath, root } = files;
  Object.assign(host, { readFile, fileExists, directoryExists, realpath });
  host.getCurrentDirectory = () => root;
  host.writeFile = () => undefined;
  host.getSourceFile = (path, settings) => {
    const library = libraryFile(typescript, { path, settings });
    if (library !== undefined) return library;
    const text = readFile(path);
    return text === undefined ? undefined : typescript.createSourceFile(path, text, settings);
  };
  return host;
};

type ResolveParts = { readonly host: ts.CompilerHost; readonly options: ts.CompilerOptions };

const createResolve = (typescript: TypeScript, { host, options }: ResolveParts) => {
  const known = new Map<string, string | null>();
  return (from: string, specifier: string): string | null => {
    const key = `${from}\n${specifier}`;
    const found = known.has(key)
      ? (known.get(key) ?? null)
      : (typescript.resolveModuleName(specifier, from, options, host).resolvedModule?.resolvedFileName ?? null);
    known.set(key, found);
    return found;
  };
};

const emitOne = (program: ts.Program, source: string): string => {
  const file = program.getSourceFile(source);
  if (file === undefined) return '';
  if (file.isDeclarationFile) return file.text;
  const written: string[] = [];
  const emit = program.emit.bind(program) as unknown as EmitDeclarations;
  emit(file, (_, text) => void written.push(text), undefined, true, undefined, true);
  return written[0] ?? '';
};

/** The last parameter is the compiler's own: declarations are told although there are errors. */
type EmitDeclarations = (
  ...parts: readonly [
    file: ts.SourceFile,
    write: (path: string, text: string) => void,
    token: undefined,
    onlyDeclarations: true,
    transformers: undefined,
    force: true,
  ]
) => unknown;

const specifiersOf = (typescript: TypeScript, text: string): readonly string[] => {
  const { importedFiles, referencedFiles } = typescript.preProcessFile(text, true, true);
  return [
    ...importedFiles.map(({ fileName }) => fileName),
    ...referencedFiles.map(({ fileName }) => (fileName.startsWith('.') ? fileName : `./${fileName}`)),
  ];
};
