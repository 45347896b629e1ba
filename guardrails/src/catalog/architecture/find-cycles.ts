import type { ImportEdge, ImportGraph } from '../../source/import-graph.ts';
import { shortestPath } from '../../source/shortest-path.ts';
import { isTestPath } from '../../source/source-paths.ts';
import { strongComponents } from '../../source/strong-components.ts';
import { drawCycle } from './draw-picture.ts';
import type { GraphCycle } from './graph-evidence.ts';
import { addedEdges, type GraphPair } from './graph-pair.ts';
import { canonicalCycle } from './ratchet.ts';

const mostCycles = 20;
/** Beyond these it is quicker to find all cycles of head first than to search from each import. */
const manyEdges = 20;

/**
 * The cycles that imports of the change close: for each import that it adds and that runs, the shortest way back. Imports of types
 * make none, nor does `import()`, which is loaded later and is the usual way out of a cycle. Pure.
 */
export const findCycles = (pair: GraphPair): readonly GraphCycle[] => {
  const all = addedEdges(pair).filter((edge) => runsAtLoad(edge) && !isTestPath(edge.from));
  const added = all.length > manyEdges ? onCycles(all, pair.head) : all;
  const found = new Map<string, Omit<GraphCycle, 'isKnot'>>();
  for (const edge of added) {
    if (found.size === mostCycles) break;
    const back = shortestPath({ from: edge.to, to: edge.from }, (file) => loadedBy(pair.head, file));
    if (back === null) continue;
    const path = [edge.from, ...back];
    const name = canonicalCycle(back).join('\n');
    if (!found.has(name)) found.set(name, { path, line: edge.line, picture: drawCycle(pair, path) });
  }
  if (found.size === 0) return [];
  const knots = strongComponents(pair.base.files.keys(), (file) => loadedBy(pair.base, file)).map(
    (files) => new Set(files.map(pair.toHead)),
  );
  return [...found.values()].map((cycle) => ({ ...cycle, isKnot: knots.some((knot) => sharesTwo(knot, cycle.path)) }));
};

const onCycles = (edges: readonly ImportEdge[], head: ImportGraph): readonly ImportEdge[] => {
  const components = strongComponents(head.files.keys(), (file) => loadedBy(head, file));
  const componentOf = new Map(components.flatMap((files, index) => files.map((file) => [file, index] as const)));
  return edges.filter(({ from, to }) => componentOf.has(from) && componentOf.get(from) === componentOf.get(to));
};

const runsAtLoad = ({ isTypeOnly, kind }: ImportEdge): boolean => !isTypeOnly && kind !== 'dynamic';

const loadedBy = (graph: ImportGraph, file: string): readonly string[] =>
  graph.edgesFrom(file).flatMap((edge) => (runsAtLoad(edge) ? [edge.to] : []));

const sharesTwo = (knot: ReadonlySet<string>, path: readonly string[]): boolean =>
  new Set(path.filter((file) => knot.has(file))).size > 1;
