import type { Candidate } from './candidate.ts';
import { kinds, type Kind } from './kinds.ts';

/** What can be shown, arranged for those who propose from it. Lists are by popularity, the best first, then by id. */
export type Catalogue = {
  readonly version: string;
  readonly byId: ReadonlyMap<string, Candidate>;
  readonly byArtist: ReadonlyMap<string, readonly Candidate[]>;
  readonly byKind: ReadonlyMap<Kind, readonly Candidate[]>;
};

/** Arranges the items of a catalogue; of two with one id the first counts. */
export const createCatalogue = (version: string, items: readonly Candidate[]): Catalogue => {
  const byId = new Map<string, Candidate>();
  for (const item of items) if (!byId.has(item.id)) byId.set(item.id, item);
  const sorted = [...byId.values()].sort((a, b) => (b.popularity ?? 0) - (a.popularity ?? 0) || (a.id < b.id ? -1 : 1));
  return {
    version,
    byId,
    byArtist: Map.groupBy(sorted, ({ artist }) => artist),
    byKind: new Map(kinds.map((kind) => [kind, sorted.filter((item) => item.kind === kind)])),
  };
};
