import type { ImportGraph } from './import-graph.ts';

/** A name that a module exports, and the module that declares it. */
export type ExportedName = {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly isType: boolean;
};

/**
 * The names that a file exports, with all that `export * from` brings; sorted. Names of packages outside the tree, brought by
 * `export *`, are not known and not given. Pure.
 */
export const exportedNames = (graph: ImportGraph, file: string): readonly ExportedName[] => {
  const found = collect({ graph, file, seen: new Set() });
  return [...found.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
};

type Search = { readonly graph: ImportGraph; readonly file: string; readonly seen: Set<string> };

const collect = ({ graph, file, seen }: Search): Map<string, ExportedName> => {
  const names = new Map<string, ExportedName>();
  if (seen.has(file)) return names;
  seen.add(file);
  for (const { name, from, isType, line } of graph.files.get(file)?.exports ?? []) {
    if (name !== '*') {
      names.set(name, { name, file, line, isType });
      continue;
    }
    const target = from === undefined ? null : graph.resolve(file, from);
    if (target?.kind !== 'file') continue;
    for (const [inner, exported] of collect({ graph, file: target.path, seen })) {
      // `export *` passes on all but the default, and what the module itself exports wins.
      if (inner !== 'default' && !names.has(inner))
        names.set(inner, { ...exported, isType: exported.isType || isType });
    }
  }
  return names;
};
