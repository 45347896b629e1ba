import type { IModule } from 'dependency-cruiser';
import type { Edge } from './architecture-evidence.ts';

/** Those of the wanted imports that are there; one that runs stands for one of types as well. Pure. */
export const readEdges = (modules: readonly IModule[], wanted: readonly Edge[]): readonly Edge[] => {
  const running = new Map<string, boolean>();
  for (const { source, dependencies } of modules) {
    for (const { resolved, dependencyTypes } of dependencies) {
      const name = `${source}\n${resolved}`;
      running.set(name, (running.get(name) ?? false) || !dependencyTypes.includes('type-only'));
    }
  }
  return wanted.filter(({ from, to, isTypeOnly }) => {
    const runs = running.get(`${from}\n${to}`);
    return runs !== undefined && (runs || isTypeOnly);
  });
};
