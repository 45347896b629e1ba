import { packageName } from '../../source/resolve-import.ts';
import type { ArchitectureEvidence, Edge, LocatedViolation, Violation } from './architecture-evidence.ts';

/**
 * The violations that head adds. One counts as old when base breaks the same rule between the same files, whatever they are
 * called now. A package that is declared and merely not installed here is not missing. A cycle is new when one of its imports is, and is given once, at that import. Pure.
 */
export const newViolations = (evidence: ArchitectureEvidence): readonly LocatedViolation[] => {
  const isOld = new Set(evidence.base.map((violation) => nameAtHead(violation, evidence)));
  const notInstalled = new Set(evidence.notInstalled);
  const isInstalledElsewhere = ({ kind, specifier, to }: Violation): boolean =>
    kind === 'unresolvable' && notInstalled.has(packageName(specifier ?? to));
  const others = evidence.head.filter(
    (violation) => violation.kind !== 'cycle' && !isOld.has(nameOf(violation)) && !isInstalledElsewhere(violation),
  );
  return [...unique(others, nameOf), ...newCycles(evidence)];
};

const nameOf = ({ rule, from, to }: Violation): string => JSON.stringify([rule, from, to]);

const nameAtHead = ({ rule, from, to }: Violation, { renames }: ArchitectureEvidence): string =>
  JSON.stringify([rule, renames[from] ?? from, renames[to] ?? to]);

const unique = <Item>(items: readonly Item[], name: (item: Item) => string): readonly Item[] => [
  ...new Map(items.toReversed().map((item) => [name(item), item])).values(),
];

const newCycles = ({ head, oldEdges }: ArchitectureEvidence): readonly LocatedViolation[] => {
  const old = new Set(oldEdges.map(edgeName));
  const cycles = head.flatMap((violation) => {
    const names = violation.cycle.map(edgeName);
    // Of several new imports always the same one, wherever dependency-cruiser began: the finding keeps its fingerprint.
    const [first] = names.filter((name) => !old.has(name)).sort();
    return first === undefined ? [] : [beginAt(violation, names.indexOf(first))];
  });
  const ordered = [...cycles].sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
  return unique(ordered, ({ rule, cycle }) => JSON.stringify([rule, canonicalCycle(cycle.map(({ to }) => to))]));
};

/** The same cycle, told from the import at `start` on, so that the finding stands at what the change added. */
const beginAt = (violation: LocatedViolation, start: number): LocatedViolation => {
  const cycle = [...violation.cycle.slice(start), ...violation.cycle.slice(0, start)];
  const [first] = cycle;
  if (first === undefined) return violation;
  return { ...violation, from: first.from, to: first.to, specifier: first.specifier, line: first.line, cycle };
};

const edgeName = ({ from, to, isTypeOnly }: Edge): string => JSON.stringify([from, to, isTypeOnly]);

/** A cycle from its least file on, so that it has one form wherever one begins. Pure. */
export const canonicalCycle = (files: readonly string[]): readonly string[] => {
  const least = files.reduce((best, file, index) => (file < (files[best] ?? '') ? index : best), 0);
  return [...files.slice(least), ...files.slice(0, least)];
};
