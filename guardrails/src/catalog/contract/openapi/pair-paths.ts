import type { Api, Path } from './api.ts';
import { pathOfServer } from './read-servers.ts';

/** The paths of two documents that are the same to a caller, and those that have no counterpart. */
export type PairedPaths = {
  readonly kept: readonly (readonly [Path, Path])[];
  readonly removed: readonly Path[];
  readonly added: readonly Path[];
};

/** `/users/{id}/` → `/users/{}`: names of parameters are the document's own affair. */
export const pathShape = (path: string): string => path.replace(/\{[^}]*\}/g, '{}').replace(/(?<=.)\/$/, '');

/**
 * Pairs paths: as written, else by their shape, else by the address that they make with the path of the servers (a
 * prefix that moved between the two is no change to a caller). In base's order. Pure.
 */
export const pairPaths = (base: Api, head: Api): PairedPaths => {
  const partner = new Map<Path, Path>();
  const taken = new Set<Path>();
  const match = (keyOf: (path: Path, api: Api) => string): void => {
    const free = new Map(head.paths.filter((path) => !taken.has(path)).map((path) => [keyOf(path, head), path]));
    for (const path of base.paths) {
      const other = partner.has(path) ? undefined : free.get(keyOf(path, base));
      if (other === undefined || taken.has(other)) continue;
      partner.set(path, other);
      taken.add(other);
    }
  };
  match(({ path }) => path);
  match(({ path }) => pathShape(path));
  const [before, now] = [prefixOf(base), prefixOf(head)];
  if (before !== now) match(({ path }, api) => pathShape(`${api === base ? before : now}${path}`));
  return {
    kept: base.paths.flatMap((path) => {
      const other = partner.get(path);
      return other === undefined ? [] : [[path, other] as const];
    }),
    removed: base.paths.filter((path) => !partner.has(path)),
    added: head.paths.filter((path) => !taken.has(path)),
  };
};

/** The path that all servers begin with; empty where they differ. */
const prefixOf = ({ servers }: Api): string => {
  const prefixes = new Set(servers.map(pathOfServer));
  return prefixes.size === 1 ? ([...prefixes][0] ?? '') : '';
};
