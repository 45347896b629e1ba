import type { Neighbours } from '../core/propose.ts';
import { NeighboursFile, parseAs } from './model-card.ts';
import { readItemItemPackage, type LoadFailure, type PackageAddress } from './read-package.ts';

/** Neighbours that can be served, or why not. */
export type NeighboursResult =
  { readonly ok: true; readonly version: string; readonly neighbours: Neighbours } | LoadFailure;

/** The neighbours of an item-item package; a position that points outside its own list of items is refused. */
export const loadNeighbours = async (address: PackageAddress): Promise<NeighboursResult> => {
  const read = await readItemItemPackage(address);
  if (!read.ok) return read;
  const parsed = parseAs(NeighboursFile, read.file.toString('utf8'));
  if (!parsed.ok) return { ok: false, reason: 'model-invalid', detail: `neighbours.json ${parsed.detail}` };
  const { items, neighbours } = parsed.value;
  const lists = new Map<string, readonly string[]>();
  for (const [at, positions] of neighbours.entries()) {
    const [item, ids] = [items[at], positions.flatMap((position) => items[position] ?? [])];
    if (item === undefined || ids.length !== positions.length)
      return {
        ok: false,
        reason: 'model-invalid',
        detail: `neighbours.json has a position outside its items at /${at}`,
      };
    lists.set(item, ids);
  }
  return { ok: true, version: read.card.version, neighbours: (id) => lists.get(id) ?? [] };
};

/** What there is before any model has come: nothing is known to go with anything. */
export const noNeighbours: Neighbours = () => [];
