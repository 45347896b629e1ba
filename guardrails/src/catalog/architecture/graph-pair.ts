import type { CollectContext } from '../../guardrail.ts';
import { createImportGraph, type ImportEdge, type ImportGraph } from '../../source/import-graph.ts';
import { moduleFacts } from '../../source/module-facts.ts';
import { isProjectPath, projectFacts } from '../../source/project-facts.ts';
import { readImportGraph } from '../../source/read-import-graph.ts';
import { canImport } from '../../source/source-paths.ts';
import type { FactReader } from '../../tree/facts.ts';
import type { TreeEntry } from '../../tree/tree.ts';

/** The import graphs of both sides of a change, and how their paths belong together. */
export type GraphPair = {
  readonly base: ImportGraph;
  readonly head: ImportGraph;
  readonly toHead: (basePath: string) => string;
  readonly toBase: (headPath: string) => string;
  /** Files that can import and that the change added, edited or moved, by their path at head. */
  readonly changed: readonly string[];
  /** Files that can import and that the change deleted. */
  readonly deleted: readonly string[];
};

/** Reads both graphs. What both sides share is read once; of base only what differs is looked at. */
export const readGraphPair = async (context: CollectContext): Promise<GraphPair> => {
  const { facts, change } = context;
  const head = await readImportGraph(facts, context.head);
  const [baseEntries, headEntries] = await Promise.all([context.base.list(), context.head.list()]);
  const side = { context, entries: baseEntries, shaAtHead: new Map(headEntries.map(({ path, sha }) => [path, sha])) };
  const [files, projects] = await Promise.all([
    factsOfBase(side, { reader: moduleFacts, known: head.files, wanted: canImport }),
    factsOfBase(side, { reader: projectFacts, known: head.projects, wanted: isProjectPath }),
  ]);
  const paths = new Set(baseEntries.filter(isRegular).map(({ path }) => path));
  const renames = change.files.flatMap(({ status, path, basePath }) =>
    status === 'renamed' && basePath !== undefined ? [[basePath, path] as const] : [],
  );
  const [toHead, toBase] = [new Map(renames), new Map(renames.map(([from, to]) => [to, from]))];
  const own = change.files.filter(({ path }) => canImport(path));
  return {
    base: createImportGraph({ files, paths, projects }),
    head,
    toHead: (path) => toHead.get(path) ?? path,
    toBase: (path) => toBase.get(path) ?? path,
    changed: own.filter(({ status }) => status !== 'deleted').map(({ path }) => path),
    deleted: own.filter(({ status }) => status === 'deleted').map(({ path }) => path),
  };
};

type BaseSide = {
  readonly context: CollectContext;
  readonly entries: readonly TreeEntry[];
  readonly shaAtHead: ReadonlyMap<string, string>;
};

type Wanted<Fact> = {
  readonly reader: FactReader<Fact>;
  readonly known: ReadonlyMap<string, Fact>;
  readonly wanted: (path: string) => boolean;
};

const factsOfBase = async <Fact>(
  { context, entries, shaAtHead }: BaseSide,
  { reader, known, wanted }: Wanted<Fact>,
): Promise<ReadonlyMap<string, Fact>> => {
  const found = new Map<string, Fact>();
  const differing: string[] = [];
  for (const entry of entries) {
    if (!isRegular(entry) || !wanted(entry.path)) continue;
    const fact = shaAtHead.get(entry.path) === entry.sha ? known.get(entry.path) : undefined;
    if (fact === undefined) differing.push(entry.path);
    else found.set(entry.path, fact);
  }
  if (differing.length === 0) return found;
  for (const [path, fact] of await context.facts(reader, context.base, differing)) found.set(path, fact);
  return found;
};

const isRegular = ({ mode }: TreeEntry): boolean => mode.startsWith('100');

/** The imports of changed files that base had not, and those that begin to run: they were for types alone. Pure. */
export const addedEdges = (pair: GraphPair): readonly ImportEdge[] =>
  pair.changed.flatMap((file) => {
    const before = runningTargets(pair, pair.toBase(file));
    return pair.head
      .edgesFrom(file)
      .filter(({ to, isTypeOnly }) => !before.has(to) || (before.get(to) === false && !isTypeOnly));
  });

/** What a file of base imports, by its path at head, and whether any of these imports runs. */
const runningTargets = ({ base, toHead }: GraphPair, file: string): ReadonlyMap<string, boolean> => {
  const targets = new Map<string, boolean>();
  for (const { to, isTypeOnly } of base.edgesFrom(file)) {
    const path = toHead(to);
    targets.set(path, (targets.get(path) ?? false) || !isTypeOnly);
  }
  return targets;
};

/** The files, by their path at head, that lose an import by the change. Pure. */
export const lostTargets = (pair: GraphPair): ReadonlySet<string> => {
  const lost = new Set<string>();
  for (const file of [...pair.changed.map(pair.toBase), ...pair.deleted]) {
    const after = new Set(pair.head.edgesFrom(pair.toHead(file)).map(({ to }) => to));
    for (const { to } of pair.base.edgesFrom(file)) if (!after.has(pair.toHead(to))) lost.add(pair.toHead(to));
  }
  return lost;
};
