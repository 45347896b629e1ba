import { strongComponents } from '../../../guardrails/src/source/strong-components.ts';
import type { PlainEdge, PlainGraph } from './plain-graph.ts';

/** Why one tool has an import that the other has not. */
export type Reason =
  'a package of the tree or a baseUrl' | 'an alias of a nested tsconfig' | 'the source of an emitted name' | 'no code';

/** How two graphs of one tree differ, over the files that both have. */
export type Comparison = {
  readonly files: number;
  /** Imports that both have. */
  readonly same: number;
  /** Imports that one has and the other has not, by reason. */
  readonly ours: ReadonlyMap<Reason, number>;
  readonly theirs: ReadonlyMap<Reason, number>;
  /** Those without a reason: `+` ours, `-` theirs. */
  readonly unexplained: readonly string[];
  readonly cycles: CycleComparison;
};

/** Imports on cycles. */
export type CycleComparison = {
  readonly same: number;
  readonly onlyOurs: number;
  readonly onlyTheirs: number;
  /** Over their imports alone: where Tarjan's algorithm and dependency-cruiser disagree. */
  readonly algorithm: number;
};

/** Compares the imports and cycles of two graphs of one tree. Pure. */
export const compareGraphs = (ours: PlainGraph, theirs: PlainGraph): Comparison => {
  const read = new Set(ours.files);
  const known = new Set(theirs.files.filter((file) => read.has(file)));
  const within = ({ edges }: PlainGraph): ReadonlyMap<string, PlainEdge> =>
    new Map(
      edges
        .filter(
          ({ from, to }) =>
            known.has(from) && to !== '' && !/(?:^|\/)node_modules\/|^\.\.\//u.test(to) && to.includes('.'),
        )
        .map((edge) => [`${edge.from}\n${edge.to}`, edge]),
    );
  const [left, right] = [within(ours), within(theirs)];
  const [onlyOurs, onlyTheirs] = [missingIn(left, right), missingIn(right, left)];
  return {
    files: known.size,
    same: left.size - onlyOurs.length,
    ours: countReasons(onlyOurs),
    theirs: countReasons(onlyTheirs),
    unexplained: [...unexplained('+', onlyOurs), ...unexplained('-', onlyTheirs)],
    cycles: compareCycles(left, right),
  };
};

const missingIn = (
  edges: ReadonlyMap<string, PlainEdge>,
  others: ReadonlyMap<string, PlainEdge>,
): readonly PlainEdge[] => [...edges].filter(([name]) => !others.has(name)).map(([, edge]) => edge);

const countReasons = (edges: readonly PlainEdge[]): ReadonlyMap<Reason, number> => {
  const counts = new Map<Reason, number>();
  for (const reason of edges.map(reasonOf)) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
};

const unexplained = (sign: '+' | '-', edges: readonly PlainEdge[]): readonly string[] =>
  edges
    .filter((edge) => reasonOf(edge) === null)
    .map(({ from, specifier, to }) => `${sign} ${from} '${specifier}' ${to}`);

const reasonOf = ({ specifier, to }: PlainEdge): Reason | null => {
  if (!/\.(?:[cm]?[jt]sx?)$/u.test(to)) return 'no code';
  if (/^(?:[@~#$]\/|[~#$])/u.test(specifier)) return 'an alias of a nested tsconfig';
  if (/^[@\w]/u.test(specifier)) return 'a package of the tree or a baseUrl';
  return /\.[cm]?[jt]sx?$/u.test(specifier) && !to.endsWith(specifier.replace(/^.*\//u, '/'))
    ? 'the source of an emitted name'
    : null;
};

const compareCycles = (
  left: ReadonlyMap<string, PlainEdge>,
  right: ReadonlyMap<string, PlainEdge>,
): CycleComparison => {
  const circular = (edges: ReadonlyMap<string, PlainEdge>): ReadonlySet<string> =>
    new Set([...edges].filter(([, { isCircular }]) => isCircular).map(([name]) => name));
  const [ours, theirs] = [circular(left), circular(right)];
  const recomputed = circularByTarjan(right);
  return {
    same: [...ours].filter((name) => theirs.has(name)).length,
    onlyOurs: [...ours].filter((name) => !theirs.has(name)).length,
    onlyTheirs: [...theirs].filter((name) => !ours.has(name)).length,
    algorithm: [...right.keys()].filter((name) => recomputed.has(name) !== theirs.has(name)).length,
  };
};

const circularByTarjan = (edges: ReadonlyMap<string, PlainEdge>): ReadonlySet<string> => {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges.values()) next.set(from, [...(next.get(from) ?? []), to]);
  const components = strongComponents(next.keys(), (node) => next.get(node) ?? []);
  const componentOf = new Map(components.flatMap((nodes, index) => nodes.map((node) => [node, index] as const)));
  return new Set(
    [...edges]
      .filter(([, { from, to }]) => componentOf.has(from) && componentOf.get(from) === componentOf.get(to))
      .map(([name]) => name),
  );
};
