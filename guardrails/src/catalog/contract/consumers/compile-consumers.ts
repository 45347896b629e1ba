import { dirname } from 'node:path/posix';
import type ts from 'typescript';
import { readCompilerOptions } from '../typescript/compiler-options.ts';
import { libraryFile } from '../typescript/library-files.ts';
import { createSideFiles, type SideFiles, type TypeScript } from '../typescript/side-files.ts';
import type { ConsumerRequest, RefusedPlace, TextOverlay } from './consumer-request.ts';

/** What the compiler refuses after each break and took before. Files of one folder with one tsconfig.json are compiled together. */
export const compileConsumers = (
  typescript: TypeScript,
  { root, files, before, after }: ConsumerRequest,
): readonly (readonly RefusedPlace[])[] => {
  const compile = createCompile(typescript, root);
  const known = new Set(compile(before, files).map(keyOf));
  return after.map(({ texts, files: own }) =>
    compile({ ...before, ...texts }, own).filter((place) => !known.has(keyOf(place))),
  );
};

const keyOf = ({ file, line, message }: RefusedPlace): string => `${file}:${String(line)}:${message}`;

const createCompile = (typescript: TypeScript, root: string) => {
  const sources = new Map<string, ts.SourceFile>();
  const programs = new Map<string, ts.Program>();
  return (overlay: TextOverlay, files: readonly string[]): readonly RefusedPlace[] => {
    const side = createSideFiles(typescript, { root, texts: overlay });
    return [...byProject(side, files)].flatMap(([project, own]) => {
      const options = optionsOf(typescript, side, own[0] ?? root);
      const host = createHost(typescript, { side, options, sources });
      const old = programs.get(project);
      const program = typescript.createProgram({
        ...{ rootNames: own, options, host },
        ...(old === undefined ? {} : { oldProgram: old }),
      });
      programs.set(project, program);
      return own.flatMap((path) => refusedIn(typescript, { program, path, root }));
    });
  };
};

const byProject = (side: SideFiles, files: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    let folder = dirname(`${side.root}/${file}`);
    while (folder.length > side.root.length && !side.fileExists(`${folder}/tsconfig.json`)) folder = dirname(folder);
    groups.set(folder, [...(groups.get(folder) ?? []), `${side.root}/${file}`]);
  }
  return groups;
};

const optionsOf = (typescript: TypeScript, side: SideFiles, file: string): ts.CompilerOptions => ({
  ...readCompilerOptions(typescript, side, file),
  ...{ noEmit: true, declaration: false, emitDeclarationOnly: false, resolveJsonModule: true },
});

type HostParts = {
  readonly side: SideFiles;
  readonly options: ts.CompilerOptions;
  readonly sources: Map<string, ts.SourceFile>;
};

const createHost = (typescript: TypeScript, { side, options, sources }: HostParts): ts.CompilerHost => {
  const host = typescript.createCompilerHost(options);
  const { readFile, fileExists, directoryExists, realpath, root } = side;
  Object.assign(host, { readFile, fileExists, directoryExists, realpath });
  host.getCurrentDirectory = () => root;
  host.getSourceFile = (path, settings) => {
    const library = libraryFile(typescript, { path, settings });
    if (library !== undefined) return library;
    const text = readFile(path);
    if (text === undefined) return undefined;
    const known = sources.get(path);
    if (known?.text === text) return known;
    const file = typescript.createSourceFile(path, text, settings);
    sources.set(path, file);
    return file;
  };
  return host;
};

type Compiled = { readonly program: ts.Program; readonly path: string; readonly root: string };

const refusedIn = (typescript: TypeScript, { program, path, root }: Compiled): readonly RefusedPlace[] => {
  const file = program.getSourceFile(path);
  if (file === undefined) return [];
  return program.getSemanticDiagnostics(file).map(({ start = 0, messageText, code }) => ({
    file: path.slice(root.length + 1),
    line: file.getLineAndCharacterOfPosition(start).line + 1,
    message: `TS${String(code)}: ${typescript.flattenDiagnosticMessageText(messageText, ' ')}`.slice(0, 1000),
  }));
};
