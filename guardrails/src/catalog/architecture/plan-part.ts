import type { Change } from '../../change/change.ts';
import type { ImportGraph } from '../../source/import-graph.ts';
import { isProjectPath } from '../../source/project-facts.ts';
import { strongComponents } from '../../source/strong-components.ts';
import { affectedModules } from './affected-modules.ts';
import type { GraphPair } from './graph-pair.ts';
import type { PartSide } from './part-request.ts';

/** The modules of both sides that can break a rule anew; or why only the whole tree can say. */
export type PartPlan = { readonly head: PlannedSide; readonly base: PlannedSide } | { readonly whole: string };

/** Which modules of one side have to be looked at, and what our graph says of them. */
export type PlannedSide = Pick<PartSide, 'changed' | 'members' | 'left' | 'known' | 'importers'>;

/** Beyond these a cruise of the whole tree is hardly slower. */
const mostModules = 500;

/** Decides which modules dependency-cruiser has to look at to find all that a change can break. Pure. */
export const planPart = (change: Change, pair: GraphPair): PartPlan => {
  const reason = wholeChange(change, pair);
  if (reason !== null) return { whole: reason };
  const changed = affectedModules(change, pair);
  const members = onCyclesWith(changed, pair.head);
  if (changed.length + members.length > mostModules)
    return { whole: `more than ${String(mostModules)} modules to look at` };
  const left = leftModules(changed, pair);
  const isChanged = new Set(changed);
  const before = changed.map(pair.toBase).filter((file) => pair.base.files.has(file));
  const leftBefore = left.map(pair.toBase).filter((file) => pair.base.files.has(file));
  return {
    head: {
      ...{ changed, members, left },
      known: targetsOf(pair.head, [...changed, ...members, ...left]),
      importers: importersOf([...changed, ...left], (file) => pair.head.edgesTo(file).map(({ from }) => from)),
    },
    base: {
      ...{ changed: before, members: [], left: leftBefore },
      known: targetsOf(pair.base, [...before, ...leftBefore]),
      importers: importersOf([...before, ...leftBefore], (file) => importersOnBase(file, { pair, isChanged })),
    },
  };
};

const wholeChange = ({ files }: Change, { head, changed }: GraphPair): string | null => {
  const project = files.find(({ path, basePath }) => isProjectPath(path) || isProjectPath(basePath ?? path));
  if (project !== undefined) return `${project.path} is changed`;
  const special = files.find(({ baseMode, headMode }) => [baseMode, headMode].some((mode) => /^1[26]0/u.test(mode)));
  if (special !== undefined) return `${special.path} is a link or a submodule`;
  const unread = changed.find((file) => head.files.get(file)?.status !== 'parsed');
  return unread === undefined ? null : `${unread} could not be read`;
};

/** Modules on cycles, of whatever imports, with one of these. */
const onCyclesWith = (changed: readonly string[], graph: ImportGraph): readonly string[] => {
  const isChanged = new Set(changed);
  const components = strongComponents(changed, (file) => graph.edgesFrom(file).map(({ to }) => to));
  return components.filter((files) => files.some((file) => isChanged.has(file))).flat();
};

/** Modules of head that lose an importer. */
const leftModules = (
  changed: readonly string[],
  { base, head, toBase, toHead, deleted }: GraphPair,
): readonly string[] => {
  const left = new Set<string>();
  for (const file of [...changed.map(toBase), ...deleted]) {
    const after = new Set(head.edgesFrom(toHead(file)).map(({ to }) => to));
    for (const { to } of base.edgesFrom(file))
      if (!after.has(toHead(to)) && head.files.has(toHead(to))) left.add(toHead(to));
  }
  return [...left];
};

const targetsOf = (graph: ImportGraph, files: readonly string[]): PartSide['known'] =>
  Object.fromEntries(files.map((file) => [file, [...new Set(graph.edgesFrom(file).map(({ to }) => to))]]));

const importersOf = (files: readonly string[], find: (file: string) => readonly string[]): PartSide['importers'] =>
  Object.fromEntries(files.map((file) => [file, [...new Set(find(file))]]));

type OnBase = { readonly pair: GraphPair; readonly isChanged: ReadonlySet<string> };

/** Modules that are not changed import on base what they import on head, so base's graph need not be turned around. */
const importersOnBase = (file: string, { pair, isChanged }: OnBase): readonly string[] => {
  const { base, head, toBase, toHead, deleted } = pair;
  const unchanged = head.edgesTo(toHead(file)).flatMap(({ from }) => (isChanged.has(from) ? [] : [toBase(from)]));
  const others = [...[...isChanged].map(toBase), ...deleted].filter((from) =>
    base.edgesFrom(from).some(({ to }) => to === file),
  );
  return [...unchanged, ...others];
};
