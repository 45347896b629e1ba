import { posix } from 'node:path';
import type { Tree } from '../../../tree/tree.ts';
import { readProject, type CompilerProject, type PackageFolders } from './compiler-project.ts';
import { strictFamily, stricterOn, weakerOn } from './compiler-options.ts';
import { isProjectFile } from './configuration-paths.ts';
import { folderOf, matchUntrusted } from './safe-globs.ts';
import type { OptionDifference, OptionSide, TypesEvidence } from './types-evidence.ts';

/** One side of the comparison. */
export type Side = {
  readonly tree: Pick<Tree, 'readText'>;
  readonly paths: readonly string[];
  readonly packages: PackageFolders;
  /** Whether the installed TypeScript is 6 or later, where `strict` is on by itself. */
  readonly isStrictByDefault: boolean;
};

const mostProjects = 200;

const isProject = (path: string): boolean =>
  /(?:^|\/)[jt]sconfig[^/]*\.json$/u.test(path) && !path.includes('node_modules/');

/** Resolves the TypeScript projects that a change reaches, through what they extend, and compares both sides. */
export const collectTypes = async (
  base: Side,
  head: Side,
  changed: ReadonlySet<string>,
): Promise<TypesEvidence | null> => {
  if (![...changed].some(isProjectFile)) return null;
  const [before, after] = await Promise.all([readProjects(base), readProjects(head)]);
  const pairs = pairProjects({ before, after, changed, sources: commonSources(base, head) });
  const options = pairs.flatMap(({ base: one, head: other }) =>
    compareOptions({ project: one, side: base }, { project: other, side: head }),
  );
  return {
    options: uniqueBy(options, ({ option, head: { at }, base: { at: was } }) => JSON.stringify([option, at ?? was])),
    uncovered: findUncovered({ before, after, changed, sources: commonSources(base, head) }),
    unread: [
      ...new Set(pairs.flatMap(({ base: one, head: other }) => (same(one.unread, other.unread) ? [] : other.unread))),
    ],
  };
};

const same = (one: readonly string[], other: readonly string[]): boolean => one.join('\0') === other.join('\0');

type Projects = ReadonlyMap<string, CompilerProject>;

const readProjects = async (side: Side): Promise<Projects> => {
  const found = await Promise.all(
    side.paths
      .filter(isProject)
      .slice(0, mostProjects)
      .map((path) => readProject(side, path)),
  );
  return new Map(found.flatMap((project) => (project === null ? [] : [[project.path, project] as const])));
};

const commonSources = (base: Side, head: Side): readonly string[] => {
  const there = new Set(head.paths);
  return base.paths.filter(
    (path) => /(?<!\.d)\.[cm]?tsx?$/u.test(path) && there.has(path) && !path.includes('node_modules/'),
  );
};

type Compared = {
  readonly before: Projects;
  readonly after: Projects;
  readonly changed: ReadonlySet<string>;
  /** Sources that both sides have. */
  readonly sources: readonly string[];
};

type Pair = { readonly base: CompilerProject; readonly head: CompilerProject };

/** Each project with itself; and a new or removed `tsconfig.json` with the one that was, or is, in force in its place. */
const pairProjects = ({ before, after, changed, sources }: Compared): readonly Pair[] => {
  const isTouched = ({ chain }: CompilerProject): boolean => chain.some((path) => changed.has(path));
  const pairs: Pair[] = [];
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const folder = folderOf(path);
    const hasSources = (): boolean => sources.some((source) => folder === '' || source.startsWith(`${folder}/`));
    const [one, other] = [
      before.get(path) ?? (isPlain(path) && hasSources() ? nearest(before, folder) : undefined),
      after.get(path) ?? (isPlain(path) && hasSources() ? nearest(after, folder) : undefined),
    ];
    if (one !== undefined && other !== undefined && (isTouched(one) || isTouched(other)))
      pairs.push({ base: one, head: other });
  }
  return pairs;
};

const isPlain = (path: string): boolean => posix.basename(path) === 'tsconfig.json';

const nearest = (projects: Projects, folder: string): CompilerProject | undefined => {
  for (let at = folder; at !== '';) {
    at = folderOf(at);
    const found = projects.get(at === '' ? 'tsconfig.json' : `${at}/tsconfig.json`);
    if (found !== undefined) return found;
  }
  return undefined;
};

type Sided = { readonly project: CompilerProject; readonly side: Side };

const compareOptions = (base: Sided, head: Sided): readonly OptionDifference[] =>
  ['strict', ...stricterOn, ...weakerOn].flatMap((option) => {
    const [before, after] = [sideOf(option, base), sideOf(option, head)];
    return before.value === after.value || before.value === null || after.value === null
      ? []
      : [{ option, project: head.project.path, base: before, head: after }];
  });

const sideOf = (option: string, { project, side }: Sided): OptionSide => {
  const own = project.options.get(option);
  if (own !== undefined) return { value: own.value === true, at: own.at };
  const strict = project.options.get('strict');
  if ((strictFamily as readonly string[]).includes(option) && strict !== undefined)
    return { value: strict.value === true, at: strict.at };
  if (project.unread.length > 0) return { value: null, at: null };
  const isOn = side.isStrictByDefault && (option === 'strict' || (strictFamily as readonly string[]).includes(option));
  return { value: isOn, at: null };
};

const findUncovered = ({ before, after, changed, sources }: Compared): TypesEvidence['uncovered'] => {
  const touched = [...before.values()].filter(
    ({ path, chain }) =>
      chain.some((each) => changed.has(each)) || (after.get(path)?.chain ?? []).some((each) => changed.has(each)),
  );
  if (touched.length === 0) return [];
  const heads = [...after.values()].map(coverage);
  // A glob that cannot be tried covers who knows what.
  if (heads.includes(null)) return [];
  return touched.flatMap((project) => {
    const covers = coverage(project);
    if (covers === null) return [];
    const files = sources.filter((path) => covers(path) && !heads.some((other) => other?.(path)));
    const file = after.has(project.path) ? project.path : (project.chain[0] ?? project.path);
    return files.length === 0 ? [] : [{ at: { file, line: 1 }, files }];
  });
};

const coverage = (project: CompilerProject): ((path: string) => boolean) | null => {
  const folder = folderOf(project.path);
  const include = project.include ?? (project.files === null ? [posix.join(folder, '**')] : []);
  const exclude = project.exclude ?? [];
  const isIncluded = matchUntrusted(include.flatMap(withContents));
  const isExcluded = matchUntrusted(exclude.flatMap(withContents));
  if (isIncluded === null || isExcluded === null) return null;
  const files = new Set(project.files ?? []);
  return (path) => files.has(path) || (isIncluded(path) && !isExcluded(path));
};

/** A folder means all below it. */
const withContents = (glob: string): readonly string[] => {
  const bare = glob.replace(/\/$/u, '');
  return bare === '.' ? ['**'] : /\.[cm]?[jt]sx?$/u.test(bare) ? [bare] : [bare, `${bare}/**`];
};

const uniqueBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] => [
  ...new Map(items.map((item) => [keyOf(item), item] as const)).values(),
];
