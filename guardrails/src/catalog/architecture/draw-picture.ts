import type { ImportGraph } from '../../source/import-graph.ts';
import type { GraphPair } from './graph-pair.ts';

const mostNodes = 12;

/**
 * Draws a cycle before and after the change, as Mermaid: the files of the cycle and the imports between them; what the change
 * adds is drawn thick. At most 12 files. Pure.
 * @param path the files around, the first one also at the end
 */
export const drawCycle = (pair: GraphPair, path: readonly string[]): string => {
  const files = [...new Set(path)].slice(0, mostNodes);
  const names = new Map(files.map((file, index) => [file, `n${index}`]));
  const before = arrowsBetween(pair.base, files.map(pair.toBase)).map((arrow) => arrow.map(pair.toHead));
  const after = arrowsBetween(pair.head, files);
  const old = new Set(before.map((arrow) => arrow.join('\n')));
  const draw = (
    side: string,
    arrows: readonly (readonly string[])[],
    isThick: (arrow: readonly string[]) => boolean,
  ) => [
    `  subgraph ${side}`,
    ...[...names].map(([file, name]) => `    ${side}_${name}["${label(file)}"]`),
    ...arrows.map((arrow) => {
      const [from = '', to = ''] = arrow.map((file) => `${side}_${names.get(file) ?? ''}`);
      return `    ${from} ${isThick(arrow) ? '==>' : '-->'} ${to}`;
    }),
    '  end',
  ];
  return [
    'flowchart LR',
    ...draw('before', before, () => false),
    ...draw('after', after, (arrow) => !old.has(arrow.join('\n'))),
  ].join('\n');
};

const arrowsBetween = (graph: ImportGraph, files: readonly string[]): readonly (readonly [string, string])[] => {
  const wanted = new Set(files);
  return files.flatMap((from) => {
    const targets = graph.edgesFrom(from).filter(({ to, isTypeOnly }) => !isTypeOnly && wanted.has(to));
    return [...new Set(targets.map(({ to }) => to))].map((to) => [from, to] as const);
  });
};

/** A path can hold anything; in a label of Mermaid a quote or an angle bracket would be syntax. */
const label = (path: string): string => path.replace(/[^\p{L}\p{N} ./_@-]/gu, '·');
