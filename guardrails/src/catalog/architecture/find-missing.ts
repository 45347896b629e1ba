import type { ImportGraph, OutsideImport } from '../../source/import-graph.ts';
import { isComponentPath, isDeclarationPath, isGeneratedPath } from '../../source/source-paths.ts';
import type { Missing } from './graph-evidence.ts';
import type { GraphPair } from './graph-pair.ts';

/** Files that are read as examples or filled in later, where an import need not lead anywhere. */
const example =
  /(?:^|\/)(?:fixtures?|__fixtures__|__testfixtures__|templates?|stubs?|snippets?|docs?|examples?|playgrounds?)\//u;

/**
 * The imports that lead to no file of head although they are paths: those that the change adds, and those whose file it takes
 * away. What is ignored by git or looks generated is made by a build. Pure.
 */
export const findMissing = (pair: GraphPair, isIgnored: (path: string) => boolean): readonly Missing[] => {
  const changed = new Set(pair.changed);
  const hasLost = pair.deleted.length > 0 || pair.changed.some((file) => pair.toBase(file) !== file);
  const importers = hasLost ? [...pair.head.files.keys()] : pair.changed;
  return importers
    .filter((file) => !isComponentPath(file) && !example.test(file))
    .flatMap((file) => pair.head.outsideOf(file).filter((item) => isMissing(item, isIgnored)))
    .flatMap((item): readonly Missing[] => {
      const before = sideOfBase(pair, item);
      if (before === 'missing' || (before === 'absent' && !changed.has(item.from))) return [];
      const { from: file, line, specifier } = item;
      const isTypeOnly = item.isTypeOnly || isDeclarationPath(file);
      return [{ file, line, specifier, wasThere: before === 'there', isTypeOnly }];
    });
};

const isMissing = ({ from, resolution, specifier }: OutsideImport, isIgnored: (path: string) => boolean): boolean =>
  resolution.kind === 'missing' &&
  /^\.{1,2}(?:\/|$)/u.test(specifier) &&
  !/[?!]/u.test(specifier) &&
  /(?:\/|^)[^./]*(?:\.[cm]?[jt]sx?|\.vue|\.json)?$|\.(?:component|service|module|model|types?|utils?|config|schema)$/u.test(
    resolution.path,
  ) &&
  !isGeneratedPath(`${resolution.path}.ts`) &&
  !isGeneratedPath(resolution.path) &&
  !/codegen|generated|package\.json$/iu.test(resolution.path) &&
  !/(?:^|\/)(?:build|out|lib|esm|cjs|output|\.[^/]+|node_modules)\//iu.test(withoutShared(resolution.path, from)) &&
  !isIgnored(resolution.path);

/** The rest of a path below the folder that both lie in: a file in git says that `src/lib/` is no output of a build. */
const withoutShared = (path: string, beside: string): string => {
  const other = beside.split('/').slice(0, -1);
  const parts = path.split('/');
  const at = parts.findIndex((part, index) => part !== other[index]);
  return parts.slice(Math.max(at, 0)).join('/');
};

/** What the same import did on base. */
const sideOfBase = (pair: GraphPair, { from, specifier }: OutsideImport): 'there' | 'missing' | 'absent' => {
  const file = pair.toBase(from);
  if (!writes(pair.base, file, specifier)) return 'absent';
  return pair.base.resolve(file, specifier).kind === 'file' ? 'there' : 'missing';
};

const writes = (graph: ImportGraph, file: string, specifier: string): boolean =>
  graph.files.get(file)?.imports.some((item) => item.specifier === specifier) ?? false;
