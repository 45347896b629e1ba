import type { Facts } from '../tree/facts.ts';
import type { Tree } from '../tree/tree.ts';
import { createImportGraph, type ImportGraph } from './import-graph.ts';
import { moduleFacts } from './module-facts.ts';
import { isProjectPath, projectFacts } from './project-facts.ts';
import { canImport } from './source-paths.ts';

/** Reads the import graph of a tree from remembered facts: nothing is checked out, and only unknown contents are parsed. */
export const readImportGraph = async (facts: Facts, tree: Tree): Promise<ImportGraph> => {
  const entries = (await tree.list()).filter(({ mode }) => mode.startsWith('100'));
  const paths = new Set(entries.map(({ path }) => path));
  const [files, projects] = await Promise.all([
    facts(moduleFacts, tree, [...paths].filter(canImport)),
    facts(projectFacts, tree, [...paths].filter(isProjectPath)),
  ]);
  return createImportGraph({ files, paths, projects });
};
