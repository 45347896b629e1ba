export { exportedNames } from './exported-names.ts';
export type { ExportedName } from './exported-names.ts';
export type { ImportEdge, ImportGraph } from './import-graph.ts';
export { readImportGraph } from './read-import-graph.ts';
