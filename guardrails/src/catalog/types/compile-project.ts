import { join } from 'node:path';
import { affectedFiles, ownFiles } from './affected-files.ts';
import type { TypeScript } from './load-typescript.ts';
import { missingPackages } from './missing-packages.ts';
import type { Project } from './read-project.ts';
import { createSideProgram, type SideProgram, type SourceCache } from './side-program.ts';
import type { SideView } from './side-view.ts';
import type { TypeCheckRequest } from './type-check-request.ts';
import { typeProblems } from './type-problems.ts';
import type { CompiledProject, PerFile, TypeProblem } from './types-evidence.ts';

/** What a project is compiled with. */
export type CompileParts = {
  readonly ts: TypeScript;
  readonly request: TypeCheckRequest;
  readonly views: { readonly base: SideView; readonly head: SideView };
  /** Reads the project by head's own options; for a change that edits them. */
  readonly readByHead: (config: string) => Project | null;
};

/** What the compiler said of one project. */
export type ProjectAnswer = {
  readonly compiled: CompiledProject;
  readonly head: readonly PerFile<TypeProblem>[];
  readonly base: readonly PerFile<TypeProblem>[];
  readonly missing: readonly string[];
};

/** Compiles head, as far as the change can reach in it, and base only where head has errors; both by base's options. */
export const compileProject = (project: Project, parts: CompileParts): ProjectAnswer => {
  const { ts, request, views } = parts;
  const { root, changed } = request;
  const cache: SourceCache = new Map();
  const create = (side: 'base' | 'head', options: Project = project): SideProgram =>
    createSideProgram(ts, { project: options, files: rootsOf(project, parts, side), view: views[side], cache });
  const [base, head] = [create('base'), create('head')];
  const touched = new Set(changed.map(({ path }) => join(root, path)));
  const affected = affectedFiles(ts, { base, head }, touched);
  const found = typeProblems(ts, { program: head.program, files: affected, root });
  const compiled = {
    config: project.config.slice(root.length + 1),
    files: ownFiles(head.program).length,
    checked: affected.size,
  };
  const missing = missingPackages(ts, { program: head.program, imports: head.imports, files: affected });
  if (found.length === 0) return { compiled, head: [], base: [], missing };
  // Also where the change only took something away: that code may stand elsewhere now.
  const files = new Set([...found.map(({ path }) => join(root, path)), ...touched]);
  const before = typeProblems(ts, { program: base.program, files, root });
  const options = optionsOfHead(project, parts);
  if (options === null) return { compiled, head: found, base: before, missing };
  const byHead = typeProblems(ts, { program: create('head', options).program, files: affected, root });
  return { compiled, head: markUnderBaseOnly(found, byHead), base: before, missing };
};

const rootsOf = (project: Project, { request, views }: CompileParts, side: 'base' | 'head'): readonly string[] => {
  if (side === 'head') return [...project.files];
  const isTypeScript = (path: string): boolean => /\.[cm]?tsx?$/u.test(path);
  // A deleted file may have had names for all others without being imported.
  const gone = request.changed.filter(({ path, base, head }) => base !== null && head === null && isTypeScript(path));
  const folder = project.config.slice(0, project.config.lastIndexOf('/') + 1);
  const deleted = gone.map(({ path }) => join(request.root, path)).filter((path) => path.startsWith(folder));
  return [...project.files, ...deleted].filter(views.base.fileExists);
};

/** Head's own options where the change edits what they are made of; null where they are base's. */
const optionsOfHead = ({ config, madeOf }: Project, { request, readByHead }: CompileParts): Project | null => {
  const edited = new Set(request.changed.map(({ path }) => join(request.root, path)));
  return madeOf.some((path) => edited.has(path)) ? readByHead(config) : null;
};

const markUnderBaseOnly = (
  found: readonly PerFile<TypeProblem>[],
  byHead: readonly PerFile<TypeProblem>[],
): readonly PerFile<TypeProblem>[] => {
  const name = (path: string, { code, line }: TypeProblem): string => `${path}:${String(line)}:${code}`;
  const known = new Set(byHead.flatMap(({ path, found: problems }) => problems.map((one) => name(path, one))));
  return found.map(({ path, found: problems }) => ({
    path,
    found: problems.map((one) => (known.has(name(path, one)) ? one : { ...one, underBaseOnly: true as const })),
  }));
};
