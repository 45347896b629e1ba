import { dirname, join } from 'node:path/posix';
import { findFile } from './find-file.ts';
import type { ProjectFacts } from './project-facts.ts';
import { foldersAbove } from './source-paths.ts';

type Aliases = {
  /** Folder that names without a pattern are looked for in; null where there is no `baseUrl`. */
  readonly baseUrl: string | null;
  readonly patterns: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
};

const none: Aliases = { baseUrl: null, patterns: [] };

/**
 * Creates the function from an import that is no path to the paths that it may stand for, by `paths` and `baseUrl` of the nearest
 * tsconfig.json or jsconfig.json above the importing file, the longest prefix first (TypeScript's rule). Pure.
 */
export const createPathAliases = (
  projects: ReadonlyMap<string, ProjectFacts>,
): ((from: string, specifier: string) => readonly string[]) => {
  const files = new Set(projects.keys());
  const known = new Map<string, Aliases>();
  const aliasesIn = (folder: string): Aliases | null => {
    const file = ['tsconfig.json', 'jsconfig.json'].map((name) => join(folder, name)).find((path) => files.has(path));
    if (file === undefined) return null;
    const aliases = known.get(file) ?? readAliases(file, projects, files);
    known.set(file, aliases);
    return aliases;
  };
  return (from, specifier) => {
    for (const folder of foldersAbove(from)) {
      const aliases = aliasesIn(folder);
      // A tsconfig without aliases often stands beside one that has them (tsconfig.app.json), so the search goes on.
      if (aliases !== null && (aliases.patterns.length > 0 || aliases.baseUrl !== null))
        return apply(aliases, specifier);
    }
    return [];
  };
};

const readAliases = (
  file: string,
  projects: ReadonlyMap<string, ProjectFacts>,
  files: ReadonlySet<string>,
): Aliases => {
  const merged = mergeExtended(file, { projects, files, seen: new Set() });
  if (merged.patterns.length > 0 || merged.baseUrl !== null) return merged;
  // Vite's and Angular's templates keep the aliases in a second file beside an empty tsconfig.json.
  const beside = ['tsconfig.app.json', 'tsconfig.base.json', 'tsconfig.build.json'].map((name) =>
    join(dirname(file), name),
  );
  const found = beside.find((path) => files.has(path));
  return found === undefined ? none : mergeExtended(found, { projects, files, seen: new Set([file]) });
};

type Reading = {
  readonly projects: ReadonlyMap<string, ProjectFacts>;
  readonly files: ReadonlySet<string>;
  readonly seen: Set<string>;
};

const mergeExtended = (file: string, reading: Reading): Aliases => {
  if (reading.seen.has(file)) return none;
  reading.seen.add(file);
  const project = reading.projects.get(file)?.project;
  if (!project) return none;
  const folder = dirname(file) === '.' ? '' : dirname(file);
  const above = project.extends
    .flatMap((name) => (name.startsWith('.') ? (findFile(reading.files, join(folder, name)) ?? []) : []))
    .map((path) => mergeExtended(path, reading));
  const baseUrl = project.baseUrl === null ? null : join(folder, project.baseUrl);
  const own = project.paths;
  const patterns =
    own === null
      ? null
      : Object.entries(own).map(([pattern, targets]) => ({
          pattern,
          targets: targets.map((target) => join(baseUrl ?? folder, target)),
        }));
  return {
    baseUrl: baseUrl ?? above.findLast((aliases) => aliases.baseUrl !== null)?.baseUrl ?? null,
    patterns: patterns ?? above.findLast((aliases) => aliases.patterns.length > 0)?.patterns ?? [],
  };
};

const apply = ({ baseUrl, patterns }: Aliases, specifier: string): readonly string[] => {
  const matching = patterns
    .filter(({ pattern }) => matchStar(pattern, specifier) !== null)
    .sort((left, right) => prefixLength(right.pattern) - prefixLength(left.pattern));
  const [best] = matching;
  const middle = best === undefined ? '' : (matchStar(best.pattern, specifier) ?? '');
  const targets = best === undefined ? [] : best.targets.map((target) => target.replace('*', () => middle));
  return baseUrl === null ? targets : [...targets, join(baseUrl, specifier)];
};

const prefixLength = (pattern: string): number =>
  pattern.includes('*') ? pattern.indexOf('*') : Number.MAX_SAFE_INTEGER;

/** What the star stands for; '' for a pattern without one that is equal; null where it does not match. */
const matchStar = (pattern: string, specifier: string): string | null => {
  const star = pattern.indexOf('*');
  if (star === -1) return pattern === specifier ? '' : null;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (specifier.length < pattern.length - 1 || !specifier.startsWith(head) || !specifier.endsWith(tail)) return null;
  return specifier.slice(star, specifier.length - tail.length);
};
