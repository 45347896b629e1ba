import { createImportGraph, type ImportGraph } from '../../../guardrails/src/source/import-graph.ts';
import { moduleFacts } from '../../../guardrails/src/source/module-facts.ts';
import type { RepositoryMap } from '../../../agent-tasks/src/plan/repository-map.ts';
import type { Files } from './generate-repository.ts';

/** The map that the planner reads from a commit, made of texts. Pure. */
export const toMap = (files: Files): RepositoryMap =>
  mapOfGraph(
    createImportGraph({
      files: new Map([...files].map(([path, text]) => [path, moduleFacts.read(text, path)])),
      paths: new Set(files.keys()),
      projects: new Map(),
    }),
  );

/** The map of a graph, without scripts and hot files: what predicting conflicts needs. */
export const mapOfGraph = (graph: ImportGraph): RepositoryMap => ({
  paths: [...graph.paths],
  importsOf: (file) => graph.edgesFrom(file).map(({ to, line, kind }) => ({ to, line, isReExport: kind === 'export' })),
  exportsOf: (file) =>
    (graph.files.get(file)?.exports ?? []).flatMap(({ name, from }) => (from === undefined ? [name] : [])),
  packages: new Map(),
  hotFiles: [],
});
