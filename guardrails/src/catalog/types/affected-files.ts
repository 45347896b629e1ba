import type ts from 'typescript';
import type { TypeScript } from './load-typescript.ts';
import type { SideProgram } from './side-program.ts';

/** Both versions of a project. */
export type BothPrograms = { readonly base: SideProgram; readonly head: SideProgram };

/**
 * The files of head in which the change can make a type error: those that it touches or whose imports lead elsewhere now, and, as
 * far as what a file declares is another, those that import it. Absolute paths.
 * @param touched absolute paths whose text differs, at either version
 */
export const affectedFiles = (
  typescript: TypeScript,
  programs: BothPrograms,
  touched: ReadonlySet<string>,
): ReadonlySet<string> => {
  const { base, head } = programs;
  const own = ownFiles(head.program).map(({ fileName }) => fileName);
  if ([...touched].some((path) => isGlobal(typescript, programs, path) && !isSameShape(programs, path)))
    return new Set(own);
  const importers = importersOf(head);
  const pending = [...touched, ...own.filter((path) => leadsElsewhere(path, { base, head }))];
  const affected = new Set(pending);
  const passes = new Set<string>();
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (passes.has(path)) continue;
    if (isSameShape(programs, path) && !mentions(programs, path, passes)) continue;
    passes.add(path);
    for (const importer of importers.get(path) ?? []) {
      affected.add(importer);
      pending.push(importer);
    }
  }
  return new Set(own.filter((path) => affected.has(path)));
};

/** The files of a program that are not installed. */
export const ownFiles = (program: ts.Program): readonly ts.SourceFile[] =>
  program
    .getSourceFiles()
    .filter(
      (file) =>
        !program.isSourceFileDefaultLibrary(file) &&
        !program.isSourceFileFromExternalLibrary(file) &&
        !file.fileName.includes('/node_modules/'),
    );

const importersOf = ({ imports, program }: SideProgram): ReadonlyMap<string, ReadonlySet<string>> => {
  const importers = new Map<string, Set<string>>();
  const add = (target: string, from: string): void => {
    importers.set(target, (importers.get(target) ?? new Set()).add(from));
  };
  for (const [from, targets] of imports) for (const target of targets.values()) if (target !== null) add(target, from);
  for (const file of ownFiles(program))
    for (const { fileName } of file.referencedFiles)
      add(new URL(fileName, `file://${file.fileName}`).pathname, file.fileName);
  return importers;
};

const leadsElsewhere = (path: string, { base, head }: BothPrograms): boolean => {
  const before = base.imports.get(path);
  if (before === undefined) return false;
  return [...(head.imports.get(path) ?? [])].some(([name, target]) => before.get(name) !== target);
};

/** A file without imports and exports, or that says so, gives names to every other. */
const isGlobal = (typescript: TypeScript, programs: BothPrograms, path: string): boolean =>
  [programs.base, programs.head].some(({ program }) => {
    const file = program.getSourceFile(path);
    if (file === undefined || !/\.[cm]?tsx?$/u.test(path)) return false;
    return !typescript.isExternalModule(file) || /\bdeclare\s+(?:global|module)\b/u.test(file.text);
  });

const shapes = new WeakMap<ts.Program, Map<string, string | null>>();

const isSameShape = ({ base, head }: BothPrograms, path: string): boolean => {
  const [before, after] = [shapeOf(base.program, path), shapeOf(head.program, path)];
  return before !== null && before === after;
};

/** What a file declares, as text; null where that cannot be told. */
const shapeOf = (program: ts.Program, path: string): string | null => {
  const known = shapes.get(program) ?? new Map<string, string | null>();
  shapes.set(program, known);
  const shape = known.has(path) ? (known.get(path) ?? null) : readShape(program, path);
  known.set(path, shape);
  return shape;
};

/** The last parameter is the compiler's own (its builder uses it): declarations are told although there are errors. */
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

const readShape = (program: ts.Program, path: string): string | null => {
  const file = program.getSourceFile(path);
  if (file === undefined) return null;
  if (file.isDeclarationFile || !/\.[cm]?[jt]sx?$/u.test(path)) return file.text;
  const texts: string[] = [];
  try {
    (program as unknown as { readonly emit: EmitDeclarations }).emit(
      file,
      (_, text) => void texts.push(text),
      undefined,
      true,
      undefined,
      true,
    );
  } catch {
    // Emitting declarations of broken code may fail inside the compiler: then every importer is checked.
    return null;
  }
  return texts.length === 1 ? (texts[0] ?? null) : null;
};

/** Whether what a file declares names another whose declarations differ: its own text need not show it. */
const mentions = ({ head }: BothPrograms, path: string, passes: ReadonlySet<string>): boolean => {
  if (passes.size === 0) return false;
  const shape = shapeOf(head.program, path);
  if (shape === null) return true;
  const names = [...shape.matchAll(/(?:from\s+|import\s*\(\s*|import\s+|require\(\s*)(['"])(.*?)\1/gu)].map(
    (match) => match[2] ?? '',
  );
  const targets = head.imports.get(path);
  // A name that the file itself does not import was made up by the compiler: where it leads is not known.
  return names.some((name) => {
    const target = targets?.get(name);
    return target === undefined || (target !== null && passes.has(target));
  });
};
