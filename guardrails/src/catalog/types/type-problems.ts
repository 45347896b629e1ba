import type ts from 'typescript';
import type { TypeScript } from './load-typescript.ts';
import type { PerFile, TypeProblem } from './types-evidence.ts';

/** Which files of a program to check. */
export type ProblemRequest = {
  readonly program: ts.Program;
  /** Absolute paths; one that is not in the program has none. */
  readonly files: Iterable<string>;
  /** Absolute folder that paths in the answer are relative to. */
  readonly root: string;
};

/** The errors of files: of syntax and of types, as `tsc` reports them. Those that have none are absent. */
export const typeProblems = (
  typescript: TypeScript,
  { program, files, root }: ProblemRequest,
): readonly PerFile<TypeProblem>[] =>
  [...files].flatMap((path) => {
    const file = program.getSourceFile(path);
    if (file === undefined) return [];
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
      .filter(({ category }) => category === typescript.DiagnosticCategory.Error)
      .map((diagnostic) => problemOf(typescript, diagnostic, { file, root }));
    return found.length === 0 ? [] : [{ path: path.slice(root.length + 1), found }];
  });

const problemOf = (
  typescript: TypeScript,
  { code, start, messageText }: ts.Diagnostic,
  { file, root }: { readonly file: ts.SourceFile; readonly root: string },
): TypeProblem => {
  const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
  const starts = file.getLineStarts();
  return {
    code: `TS${String(code)}`,
    line: line + 1,
    message: typescript.flattenDiagnosticMessageText(messageText, ' ').replaceAll(`${root}/`, '').slice(0, 800),
    text: collapse(file.text.slice(starts[line] ?? 0, starts[line + 1] ?? file.text.length)),
  };
};

const collapse = (text: string): string => text.replace(/\s+/gu, ' ').trim().slice(0, 300);
