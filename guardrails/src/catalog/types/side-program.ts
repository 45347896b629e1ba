import { dirname, join } from 'node:path';
import type ts from 'typescript';
import type { TypeScript } from './load-typescript.ts';
import type { Project } from './read-project.ts';
import type { SideView } from './side-view.ts';

/** One version of a project, ready to be asked for types. */
export type SideProgram = {
  readonly program: ts.Program;
  /** Absolute path of a file → specifier → absolute path that it leads to. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<string, string | null>>;
};

/** Syntax trees that both versions share: a file that the change does not touch is parsed once. */
export type SourceCache = Map<string, { readonly text: string; readonly file: ts.SourceFile }>;

/** What a program is made of. */
export type ProgramParts = {
  readonly project: Project;
  readonly files: readonly string[];
  readonly view: SideView;
  readonly cache: SourceCache;
};

/**
 * Creates the program of one version. It emits nothing but can tell the declarations of a file, by which is seen whether the
 * change of one file can matter to another.
 */
export const createSideProgram = (typescript: TypeScript, parts: ProgramParts): SideProgram => {
  const { project, files, view, cache } = parts;
  const options = checkedOptions(project.options);
  const imports = new Map<string, Map<string, string | null>>();
  const host = typescript.createCompilerHost(options, true);
  const folder = dirname(project.config);
  const resolutions = typescript.createModuleResolutionCache(folder, (name) => name, options);
  host.getCurrentDirectory = () => folder;
  Object.assign(host, view);
  host.writeFile = () => undefined;
  host.getSourceFile = (path, settings) => readSource(typescript, { path, settings, view, cache });
  host.resolveModuleNameLiterals = (...[literals, from, redirected, used, source]) =>
    literals.map((literal) => {
      const mode = typescript.getModeForUsageLocation(source, literal, used);
      const found = typescript.resolveModuleName(literal.text, from, used, host, resolutions, redirected, mode);
      const known = imports.get(from) ?? new Map<string, string | null>();
      imports.set(from, known.set(literal.text, found.resolvedModule?.resolvedFileName ?? null));
      return found;
    });
  const program = typescript.createProgram({ rootNames: files, options, host });
  return { program, imports };
};

const checkedOptions = (options: ts.CompilerOptions): ts.CompilerOptions => {
  const isOfOutput = (name: string): boolean => ['outFile', 'tsBuildInfoFile', 'declarationDir'].includes(name);
  return {
    ...Object.fromEntries(Object.entries(options).filter(([name]) => !isOfOutput(name))),
    noEmit: false,
    noEmitOnError: false,
    emitDeclarationOnly: true,
    declaration: true,
    declarationMap: false,
    composite: false,
    incremental: false,
    skipLibCheck: true,
    // Beside the sources no declaration could be told from one of theirs.
    outDir: join('/', 'declarations'),
  };
};

type SourceRequest = {
  readonly path: string;
  readonly settings: ts.ScriptTarget | ts.CreateSourceFileOptions;
  readonly view: SideView;
  readonly cache: SourceCache;
};

const readSource = (
  typescript: TypeScript,
  { path, settings, view, cache }: SourceRequest,
): ts.SourceFile | undefined => {
  const text = view.readFile(path);
  if (text === undefined) return undefined;
  const format = typeof settings === 'object' ? (settings.impliedNodeFormat ?? '') : '';
  const key = `${path}:${format}:${canShare(typescript) ? '' : cache.size}`;
  const known = cache.get(key);
  if (known?.text === text) return known.file;
  const file = typescript.createSourceFile(path, text, settings, false);
  cache.set(key, { text, file });
  return file;
};

/** Before 5.3 a syntax tree holds where its imports lead, which is not the same in both versions. */
const canShare = ({ versionMajorMinor }: TypeScript): boolean => {
  const [major = 0, minor = 0] = versionMajorMinor.split('.').map(Number);
  return major > 5 || minor >= 3;
};
