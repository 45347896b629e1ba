import { dirname, join } from 'node:path';
import type ts from 'typescript';
import type { TypeScript } from './load-typescript.ts';
import type { SideView } from './side-view.ts';

/** A `tsconfig.json` as the compiler understands it. */
export type Project = {
  /** Absolute path. */
  readonly config: string;
  /** Absolute paths of its own files at head. */
  readonly files: ReadonlySet<string>;
  readonly options: ts.CompilerOptions;
  /** Absolute paths of the configurations that it refers to. */
  readonly references: readonly string[];
  /** Absolute paths of all files that its options were read from. */
  readonly madeOf: readonly string[];
  /** The text is no JSON. */
  readonly syntaxProblem: string | null;
  /** It extends a file that is not there: its options are not known. */
  readonly missingParent: string | null;
};

/** Reads a project: the options from `options` (base's view), the files from the disk and `files` (head's view). */
export const readProject = (
  typescript: TypeScript,
  config: string,
  { options: view, files }: { readonly options: SideView; readonly files: SideView },
): Project => {
  const source = typescript.readJsonConfigFile(config, view.readFile);
  const parsed = typescript.parseJsonSourceFileConfigFileContent(
    source,
    { ...typescript.sys, ...view },
    dirname(config),
    undefined,
    config,
  );
  const text = (diagnostic: ts.Diagnostic): string =>
    typescript.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  const [syntax] = (source as unknown as { readonly parseDiagnostics: readonly ts.Diagnostic[] }).parseDiagnostics;
  const parent = parsed.errors.find(({ code }) => missingFileCodes.has(code));
  return {
    config,
    // A list of files may name one that the change deletes.
    files: new Set(parsed.fileNames.filter(files.fileExists)),
    options: parsed.options,
    references: (parsed.projectReferences ?? []).map((one) => configurationOf(typescript, one.path)),
    madeOf: [config, ...(source.extendedSourceFiles ?? [])],
    syntaxProblem: syntax === undefined ? null : text(syntax),
    missingParent: parent === undefined ? null : text(parent),
  };
};

/** Cannot read file; file not found (of an `extends`). */
const missingFileCodes = new Set([5012, 5083, 6053, 6096]);

const configurationOf = (typescript: TypeScript, path: string): string =>
  typescript.sys.directoryExists(path) ? join(path, 'tsconfig.json') : path;
