import type { ImportGraph } from './import-graph.ts';

/** How far importers are followed. */
export type ReachOptions = {
  /** Whether imports of types alone count; default true. */
  readonly withTypes?: boolean;
};

/**
 * The reach of files: each file from which imports lead to one of them, directly or over others, the files included as far as
 * they are in the graph. Pure.
 */
export const importersOf = (
  graph: ImportGraph,
  targets: readonly string[],
  { withTypes = true }: ReachOptions = {},
): ReadonlySet<string> => {
  const reached = new Set<string>();
  const pending = [...targets];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const edge of graph.edgesTo(file)) if (withTypes || !edge.isTypeOnly) pending.push(edge.from);
  }
  return reached;
};
