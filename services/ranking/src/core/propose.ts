import type { Candidate, CurrentTrack } from './candidate.ts';
import type { Catalogue } from './catalogue.ts';
import { kinds, type Kind } from './kinds.ts';
import type { SourceId } from './source-ids.ts';

/** The ids of the items that are played with an item, the closest first; none for one that is not known. */
export type Neighbours = (id: string) => readonly string[];

/** What candidates are sought for. */
export type SourceQuery = {
  readonly current: CurrentTrack;
  /** What was played before, newest first. */
  readonly recent: readonly string[];
};

/** What sources propose from. */
export type SourceParts = { readonly catalogue: Catalogue; readonly neighbours: Neighbours };

/** Candidates of one source, the best first, at most as many as asked for; never what plays now. */
export type Propose = (parts: SourceParts, query: SourceQuery, most: number) => readonly Candidate[];

/** The sources by name. Each decides from what it is given alone, so the same query has the same candidates. */
export const sources: Readonly<Record<SourceId, Propose>> = {
  'continue-listening': ({ catalogue }, query, most) =>
    take([lookUp(catalogue, query.recent).filter(({ kind }) => longKinds.has(kind))], query, most),

  'played-together': ({ catalogue, neighbours }, query, most) => {
    const seeds = [query.current.id, ...query.recent.slice(0, mostSeeds)];
    return take(
      seeds.map((id) => lookUp(catalogue, neighbours(id))),
      query,
      most,
    );
  },

  artist: ({ catalogue }, query, most) => {
    const recent = lookUp(catalogue, query.recent.slice(0, mostSeeds)).map(({ artist }) => artist);
    const artists = [...new Set([query.current.artist, ...recent])];
    return take(
      artists.map((artist) => catalogue.byArtist.get(artist) ?? []),
      query,
      most,
    );
  },

  popular: ({ catalogue }, query, most) =>
    take(
      kinds.map((kind) => catalogue.byKind.get(kind) ?? []),
      query,
      most,
    ),
};

// What one goes back to where one left it; a track is over when it is over.
const longKinds: ReadonlySet<Kind> = new Set<Kind>(['album', 'playlist', 'podcast']);

// Of what was played before, the newest say most about what comes next.
const mostSeeds = 5;

const lookUp = ({ byId }: Catalogue, ids: readonly string[]): Candidate[] =>
  ids.flatMap((id) => {
    const item = byId.get(id);
    return item ? [item] : [];
  });

// The first of each list, then the second of each: no list crowds the others out.
const take = (lists: readonly (readonly Candidate[])[], query: SourceQuery, most: number): Candidate[] => {
  const taken = new Map<string, Candidate>();
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  for (let at = 0; at < longest; at += 1) {
    for (const list of lists) {
      if (taken.size >= most) return [...taken.values()];
      const item = list[at];
      if (item && item.id !== query.current.id && !taken.has(item.id)) taken.set(item.id, item);
    }
  }
  return [...taken.values()];
};
