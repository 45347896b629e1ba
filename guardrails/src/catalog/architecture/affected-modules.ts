import type { Change } from '../../change/change.ts';
import type { ImportGraph } from '../../source/import-graph.ts';
import type { GraphPair } from './graph-pair.ts';

/**
 * The modules of head whose own imports may lead elsewhere than on base: those that the change touches, and those that name a path
 * at which it puts or takes away a file. In doubt they may. Pure.
 */
export const affectedModules = (change: Change, pair: GraphPair): readonly string[] => {
  const touched = new Set(pair.changed.filter((file) => pair.head.files.has(file)));
  const moved = change.files.flatMap(({ status, path, basePath }) =>
    status === 'modified' ? [] : [path, basePath ?? path],
  );
  if (moved.length === 0) return [...touched];
  const names = new Set(moved.map(stemOf));
  const gone = new Set(moved);
  const others = [...pair.head.files.keys()].filter(
    (file) => !touched.has(file) && (namesAny(pair.head, file, names) || reachedOnBase({ pair, file, gone, names })),
  );
  return [...touched, ...others];
};

const namesAny = (graph: ImportGraph, file: string, names: ReadonlySet<string>): boolean =>
  graph.edgesFrom(file).some(({ to }) => names.has(stemOf(to))) ||
  graph
    .outsideOf(file)
    .some(
      ({ resolution }) =>
        resolution.kind === 'missing' && (names.has(resolution.path) || names.has(stemOf(resolution.path))),
    );

type OnBase = {
  readonly pair: GraphPair;
  readonly file: string;
  readonly gone: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
};

/** What is no file of head may have been one of base: an alias, or a package of the tree. */
const reachedOnBase = ({ pair: { base, head }, file, gone, names }: OnBase): boolean =>
  head.outsideOf(file).some(({ specifier, resolution }) => {
    if (resolution.kind === 'builtin') return false;
    if (resolution.kind === 'own-package') return [...gone].some((path) => path.startsWith(`${resolution.folder}/`));
    const before = base.resolve(file, specifier);
    return before.kind === 'file' && names.has(stemOf(before.path));
  });

/** What a path has in common with all that an import without an ending could mean: `src/a/index.ts` → `src/a`. */
const stemOf = (path: string): string => path.replace(/(?:\.d)?\.[^./]+$/u, '').replace(/(?:^|\/)index$/u, '');
