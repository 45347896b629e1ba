// Runs inside the sandbox as its own process: reads a TypeCheckRequest from stdin, ends stdout with a line that is a TypeCheckAnswer.
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { compileProject, type ProjectAnswer } from './compile-project.ts';
import { loadTypeScript } from './load-typescript.ts';
import { readProject, type Project } from './read-project.ts';
import { chooseProjects } from './select-projects.ts';
import { createSideView, type SideView } from './side-view.ts';
import type { TypeCheckAnswer, TypeCheckRequest } from './type-check-request.ts';
import type { Compilation, PerFile } from './types-evidence.ts';

/** More projects than these are not compiled: the rest is named. */
const mostProjects = 12;

const checkTypes = async (request: TypeCheckRequest): Promise<TypeCheckAnswer> => {
  const { root, configurations } = request;
  const folders = ['', ...configurations.map((path) => path.slice(0, path.lastIndexOf('/') + 1))];
  const { ts, compiler, why } = await loadTypeScript([...new Set(folders)].map((folder) => join(root, folder)));
  const views = { base: createSideView(ts, request, 'base'), head: createSideView(ts, request, 'head') };
  const known = new Map<string, Project | null>();
  const readWith = (options: SideView) => (config: string) =>
    options.fileExists(config) ? asWritten(compiler, readProject(ts, config, { options, files: views.head })) : null;
  // A project that the change adds has no options at base.
  const optionsOf = (config: string): SideView => (views.base.fileExists(config) ? views.base : views.head);
  const read = (config: string): Project | null => {
    const project = known.has(config) ? (known.get(config) ?? null) : readWith(optionsOf(config))(config);
    known.set(config, project);
    return project;
  };
  const { projects, outside } = chooseProjects({ ts, request, head: views.head, read });
  if (projects.length === 0) return { uncompiled: 'no tsconfig.json of base holds a file that the change touches' };
  const broken = projects.find(({ syntaxProblem }) => syntaxProblem !== null);
  if (broken !== undefined)
    return { problem: `${broken.config.slice(root.length + 1)} is broken at base: ${broken.syntaxProblem ?? ''}` };
  const readable = projects.filter(({ missingParent }) => missingParent === null);
  const answers = readable
    .slice(0, mostProjects)
    .map((project) => compileProject(project, { ts, request, views, readByHead: readWith(views.head) }));
  const relative = (path: string): string => path.slice(root.length + 1);
  const skipped = [
    ...projects.flatMap(({ config, missingParent }) =>
      missingParent === null
        ? []
        : [{ what: relative(config), why: `what it extends is not installed: ${missingParent}` }],
    ),
    ...readable.slice(mostProjects).map(({ config }) => ({
      what: relative(config),
      why: `more than ${String(mostProjects)} projects import what changed`,
    })),
    ...(outside.length === 0
      ? []
      : [{ what: outside.slice(0, 20).join(', '), why: 'no tsconfig.json holds these files' }]),
    ...(why === null ? [] : [{ what: 'the TypeScript of this repository', why }]),
  ];
  return { compilation: { version: ts.version, compiler, ...merge(answers), skipped } };
};

/** TypeScript 6 is strict where nothing says so; what a repository without an installed compiler was written for, is not known. */
const asWritten = (compiler: Compilation['compiler'], project: Project): Project =>
  compiler === 'own'
    ? project
    : { ...project, options: { ...project.options, strict: project.options.strict ?? false } };

/** A file may be in several projects: what two of them say of it is said once. */
const merge = (answers: readonly ProjectAnswer[]): Pick<Compilation, 'projects' | 'head' | 'base' | 'missing'> => ({
  projects: answers.map(({ compiled }) => compiled),
  head: mergeFiles(answers.flatMap(({ head }) => head)),
  base: mergeFiles(answers.flatMap(({ base }) => base)),
  missing: [...new Set(answers.flatMap(({ missing }) => missing))].sort(),
});

const mergeFiles = <One>(files: readonly PerFile<One>[]): readonly PerFile<One>[] => {
  const found = new Map<string, Map<string, One>>();
  for (const { path, found: items } of files) {
    const known = found.get(path) ?? new Map<string, One>();
    found.set(path, known);
    for (const item of items) known.set(JSON.stringify(item), item);
  }
  return [...found].map(([path, items]) => ({ path, found: [...items.values()] }));
};

const describe = (error: unknown): string =>
  (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 2000);

const request = JSON.parse(await readAll(process.stdin)) as TypeCheckRequest;
const answer = await checkTypes(request).catch((error: unknown): TypeCheckAnswer => ({ problem: describe(error) }));
process.stdout.write(`\n${JSON.stringify(answer)}\n`, () => process.exit(0));
