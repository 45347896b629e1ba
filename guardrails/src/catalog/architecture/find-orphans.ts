import { folderOf, isModulePath, isTestPath } from '../../source/source-paths.ts';
import { createEntryTest } from './entry-points.ts';
import type { Orphan } from './graph-evidence.ts';
import { lostTargets, type GraphPair } from './graph-pair.ts';

/**
 * The modules that the change leaves without importers: those that lose their last one, and those that it adds and nobody imports
 * (only beside modules that are imported: elsewhere a framework may find them by their place). Entry points are none. Pure.
 */
export const findOrphans = (pair: GraphPair): readonly Orphan[] => {
  const { head, base, toBase } = pair;
  const lost = lostTargets(pair);
  const added = pair.changed.filter((file) => !base.paths.has(toBase(file)));
  const candidates = [...lost, ...added].filter((file) => isModulePath(file) && head.files.has(file));
  if (candidates.length === 0) return [];
  const isEntry = createEntryTest(head);
  const isAmongImported = createNeighbourTest(pair);
  return [...new Set(candidates)].flatMap((file): readonly Orphan[] => {
    const importers = head
      .edgesTo(file)
      .map(({ from }) => from)
      .filter((from) => from !== file);
    if (importers.some((from) => !isTestPath(from)) || isEntry(file) || head.files.get(file)?.status !== 'parsed')
      return [];
    if (!lost.has(file) && !isAmongImported(file)) return [];
    const before = base
      .edgesTo(toBase(file))
      .map(({ from }) => from)
      .filter((from) => !isTestPath(from));
    if (lost.has(file) && before.length === 0) return [];
    if (isNamedBy(pair, file)) return [];
    return [{ file, importers: [...new Set(before)].sort().slice(0, 5), isTested: importers.length > 0 }];
  });
};

/** Creates the test whether at least two neighbours of a file are modules of base and all of them are imported. */
const createNeighbourTest = ({ head, base }: GraphPair): ((file: string) => boolean) => {
  const byFolder = new Map<string, string[]>();
  for (const file of head.files.keys()) {
    if (!base.paths.has(file) || !isModulePath(file) || isTestPath(file)) continue;
    const known = byFolder.get(folderOf(file));
    if (known === undefined) byFolder.set(folderOf(file), [file]);
    else known.push(file);
  }
  return (file) => {
    const others = (byFolder.get(folderOf(file)) ?? []).filter((other) => other !== file);
    return others.length >= 2 && others.every((other) => head.edgesTo(other).length > 0);
  };
};

/** `new Worker('./x.js')`, a list of paths in a loader: some import of the tree ends like the file without being resolved. */
const isNamedBy = ({ head, changed }: GraphPair, file: string): boolean => {
  const name = file.slice(folderOf(file).length + 1).replace(/\.[^/]*$/u, '');
  return changed.some((from) => head.outsideOf(from).some(({ specifier }) => specifier.endsWith(`/${name}`)));
};
