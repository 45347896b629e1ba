import { importersOf } from '../../source/importers-of.ts';
import { createPackageOf } from './find-package-edges.ts';
import type { ReachSize } from './graph-evidence.ts';
import type { GraphPair } from './graph-pair.ts';

/** Counts the modules of head that a change can affect by imports: those that import what it touches, itself included. Pure. */
export const measureReach = (pair: GraphPair): ReachSize => {
  const packageOf = createPackageOf(pair.head);
  const gone = pair.deleted.filter((file) => !pair.head.files.has(file));
  const lostBy = gone.flatMap((file) => pair.base.edgesTo(file).map(({ from }) => pair.toHead(from)));
  const reached = [...importersOf(pair.head, [...pair.changed, ...lostBy])].filter((file) => pair.head.files.has(file));
  return {
    changed: pair.changed.length + gone.length,
    modules: reached.length,
    packages: [...new Set(reached.map(packageOf))].sort().slice(0, 50),
    of: pair.head.files.size,
  };
};
