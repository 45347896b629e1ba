import { dirname, join, relative } from 'node:path';
import type { TypeScript } from './load-typescript.ts';
import type { Project } from './read-project.ts';
import type { SideView } from './side-view.ts';
import type { TypeCheckRequest, WorkspacePackage } from './type-check-request.ts';

/** What projects are chosen from. */
export type ProjectSources = {
  readonly ts: TypeScript;
  readonly request: TypeCheckRequest;
  readonly head: SideView;
  /** Reads a project; null where there is no such file. Remembered. */
  readonly read: (config: string) => Project | null;
};

/** The projects to compile, and the changed files that no project holds. */
export type ChosenProjects = { readonly projects: readonly Project[]; readonly outside: readonly string[] };

/** More than these are not looked through for projects that import the changed ones. */
const mostConfigurations = 60;

/**
 * Chooses the projects that hold the changed files, and those that import these from source: by workspace package or by the
 * `paths` of their options.
 */
export const chooseProjects = (sources: ProjectSources): ChosenProjects => {
  const { request, read } = sources;
  const holders = new Map<string, Project>();
  const outside: string[] = [];
  for (const { path } of request.changed.filter(isSource)) {
    const holder = holderOf(path, sources);
    if (holder !== null) holders.set(holder.config, holder);
    else if (isTypeScript(path)) outside.push(path);
  }
  const main = request.configurations.filter((path) => /(?:^|\/)tsconfig\.json$/u.test(path));
  if (holders.size === 0 || main.length > mostConfigurations) return { projects: [...holders.values()], outside };
  const others = main.flatMap((path) => withReferences(join(request.root, path), read));
  for (const other of others.filter((project) => project.files.size > 0 && !holders.has(project.config)))
    if (importsOneOf([...holders.values()], other, sources)) holders.set(other.config, other);
  return { projects: [...holders.values()], outside };
};

const isTypeScript = (path: string): boolean => /\.[cm]?tsx?$/u.test(path);

const isSource = ({ path }: { readonly path: string }): boolean => /\.(?:[cm]?[jt]sx?|json)$/u.test(path);

/** The nearest project that lists the file; else the nearest that has files, for a file may come in by import. */
const holderOf = (path: string, { request, read }: ProjectSources): Project | null => {
  const file = join(request.root, path);
  let nearest: Project | null = null;
  for (const folder of foldersAbove(path)) {
    for (const project of configurationsIn(folder, request).flatMap((config) => withReferences(config, read))) {
      if (project.files.has(file)) return project;
      if (nearest === null && project.files.size > 0) nearest = project;
    }
  }
  return isTypeScript(path) && nearest !== null ? nearest : null;
};

/** `a/b/c.ts` → `a/b`, `a`, ``. */
const foldersAbove = (path: string): readonly string[] => {
  const folder = dirname(path);
  return folder === '.' ? [''] : [folder, ...foldersAbove(folder)];
};

/** `tsconfig.json` first: others stand beside it for a purpose. */
const configurationsIn = (folder: string, { root, configurations }: TypeCheckRequest): readonly string[] =>
  configurations
    .filter((path) => (dirname(path) === '.' ? '' : dirname(path)) === folder)
    .sort((left, right) => left.length - right.length || (left < right ? -1 : 1))
    .map((path) => join(root, path));

const withReferences = (
  config: string,
  read: ProjectSources['read'],
  seen: Set<string> = new Set(),
): readonly Project[] => {
  if (seen.has(config)) return [];
  seen.add(config);
  const project = read(config);
  if (project === null) return [];
  return [project, ...project.references.flatMap((reference) => withReferences(reference, read, seen))];
};

const importsOneOf = (holders: readonly Project[], other: Project, sources: ProjectSources): boolean =>
  holders.some((holder) => {
    const folder = dirname(holder.config);
    if (folder === sources.request.root) return false;
    return pathsLeadInto(folder, other) || dependsOnSource(folder, other, sources);
  });

const pathsLeadInto = (folder: string, { options, config }: Project): boolean => {
  const { baseUrl, pathsBasePath }: { readonly [option: string]: unknown } = options;
  const from = [baseUrl, pathsBasePath, dirname(config)].find((path) => typeof path === 'string');
  return Object.values(options.paths ?? {})
    .flat()
    .some((target) => isInside(folder, join(from ?? '', target)));
};

const dependsOnSource = (folder: string, other: Project, sources: ProjectSources): boolean => {
  const { ts, request, head } = sources;
  const owner = nearestPackage(relative(request.root, folder), request.packages);
  const dependent = nearestPackage(relative(request.root, dirname(other.config)), request.packages);
  if (owner === null || dependent === null || !dependent.dependencies.includes(owner.name)) return false;
  const from = join(dirname(other.config), 'index.ts');
  const host = { ...ts.sys, ...head };
  const found = ts.resolveModuleName(owner.name, from, other.options, host).resolvedModule;
  return found !== undefined && /(?<!\.d)\.[cm]?tsx?$/u.test(found.resolvedFileName);
};

const nearestPackage = (folder: string, packages: readonly WorkspacePackage[]): WorkspacePackage | null =>
  packages
    .filter((one) => one.folder === folder || isInside(one.folder, folder))
    .sort((left, right) => right.folder.length - left.folder.length)[0] ?? null;

const isInside = (folder: string, path: string): boolean => folder === '' || path.startsWith(`${folder}/`);
