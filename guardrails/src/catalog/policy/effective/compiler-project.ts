import { posix } from 'node:path';
import type { Tree } from '../../../tree/tree.ts';
import { readJsonText } from './read-module.ts';
import { folderOf } from './safe-globs.ts';
import { entriesOf, scalarOf, textsOf, valueAt, type Place, type StaticValue } from './static-value.ts';

/** An option of the TypeScript compiler as it is in force, and where it is set. */
export type CompilerOption = { readonly value: boolean | string | number; readonly at: Place };

/** A `tsconfig.json` with all that it extends. */
export type CompilerProject = {
  readonly path: string;
  readonly options: ReadonlyMap<string, CompilerOption>;
  /** Globs relative to the root of the repository; null where none of the chain says any. */
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[] | null;
  readonly files: readonly string[] | null;
  /** What it extends and the tree does not hold: packages that are installed. */
  readonly unread: readonly string[];
  /** The files of the tree that it is made of. */
  readonly chain: readonly string[];
};

/** Folder of each workspace package, by its name. */
export type PackageFolders = ReadonlyMap<string, string>;

type Where = { readonly tree: Pick<Tree, 'readText'>; readonly packages: PackageFolders };

const longestChain = 12;

/** Reads a `tsconfig.json` and what it extends inside the tree; null where it is absent or does not parse. */
export const readProject = async (
  where: Where,
  path: string,
  above: readonly string[] = [],
): Promise<CompilerProject | null> => {
  if (above.includes(path) || above.length > longestChain) return null;
  const text = await where.tree.readText(path);
  const own = text === null ? null : readJsonText(path, text);
  if (own?.kind !== 'record') return null;
  let project: CompilerProject = {
    ...{ path, options: new Map(), include: null, exclude: null, files: null, unread: [], chain: [path] },
  };
  for (const specifier of textsOf(valueAt(own, 'extends'))) {
    const target = await findExtended(where, path, specifier);
    const inherited = target === null ? null : await readProject(where, target, [...above, path]);
    project = inherited === null ? withPreset(project, specifier, own) : withInherited(project, inherited);
  }
  return withOwn(project, own);
};

const findExtended = async ({ tree, packages }: Where, from: string, specifier: string): Promise<string | null> => {
  const target = specifier.startsWith('.') ? posix.join(folderOf(from), specifier) : inPackage(specifier, packages);
  if (target === null || target.startsWith('../')) return null;
  for (const candidate of [target, `${target}.json`, `${target}/tsconfig.json`])
    if ((await tree.readText(candidate)) !== null) return candidate;
  return null;
};

const inPackage = (specifier: string, packages: PackageFolders): string | null => {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const folder = packages.get(name);
  return folder === undefined ? null : posix.join(folder, specifier.slice(name.length).replace(/^\//u, ''));
};

/** The bases of the tsconfig organisation are all strict; of other packages the text of the tree tells nothing. */
const withPreset = (project: CompilerProject, specifier: string, own: StaticValue): CompilerProject => {
  if (!specifier.startsWith('@tsconfig/')) return { ...project, unread: [...project.unread, specifier] };
  const at = valueAt(own, 'extends')?.at ?? own.at;
  const flags = specifier.startsWith('@tsconfig/strictest') ? ['strict', ...strictest] : ['strict'];
  return {
    ...project,
    options: new Map([...project.options, ...flags.map((flag) => [flag, { value: true, at }] as const)]),
  };
};

const strictest = [
  ...['noUncheckedIndexedAccess', 'exactOptionalPropertyTypes', 'noImplicitReturns', 'noFallthroughCasesInSwitch'],
  ...['noImplicitOverride', 'noPropertyAccessFromIndexSignature', 'noUnusedLocals', 'noUnusedParameters', 'checkJs'],
];

const withInherited = (project: CompilerProject, inherited: CompilerProject): CompilerProject => ({
  ...project,
  options: new Map([...project.options, ...inherited.options]),
  include: inherited.include ?? project.include,
  exclude: inherited.exclude ?? project.exclude,
  files: inherited.files ?? project.files,
  unread: [...project.unread, ...inherited.unread],
  chain: [...project.chain, ...inherited.chain],
});

const withOwn = (project: CompilerProject, own: StaticValue): CompilerProject => {
  const options = new Map(project.options);
  for (const [name, value] of entriesOf(valueAt(own, 'compilerOptions'))) {
    const scalar = scalarOf(value);
    if (scalar !== null) options.set(name, { value: scalar, at: value.at });
  }
  const globs = (name: string): readonly string[] | null => {
    const list = valueAt(own, name);
    return list === null ? null : textsOf(list).map((glob) => posix.join(folderOf(project.path), glob));
  };
  return {
    ...project,
    options,
    include: globs('include') ?? project.include,
    exclude: globs('exclude') ?? project.exclude,
    files: globs('files') ?? project.files,
  };
};
