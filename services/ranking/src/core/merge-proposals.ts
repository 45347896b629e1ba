import type { Candidate } from './candidate.ts';
import type { SourceId } from './source-ids.ts';

/** What one source proposed, the best first. */
export type Proposals = { readonly source: SourceId; readonly candidates: readonly Candidate[] };

/** Candidates without repeats, and who proposed each, by its id. */
export type MergedCandidates = {
  readonly candidates: readonly Candidate[];
  readonly sourcesOf: ReadonlyMap<string, readonly SourceId[]>;
};

/**
 * The proposals of all sources as one list: the first of each source, then the second of each, so that when there are too many
 * each source loses its weakest. One that several propose stands once and names them all.
 */
export const mergeProposals = (proposals: readonly Proposals[], most: number): MergedCandidates => {
  const chosen = new Map<string, Candidate>();
  const longest = Math.max(0, ...proposals.map(({ candidates }) => candidates.length));
  for (let at = 0; at < longest && chosen.size < most; at += 1) {
    for (const { candidates } of proposals) {
      const candidate = candidates[at];
      if (candidate && chosen.size < most && !chosen.has(candidate.id)) chosen.set(candidate.id, candidate);
    }
  }
  return { candidates: [...chosen.values()], sourcesOf: namesOf(proposals, chosen) };
};

const namesOf = (
  proposals: readonly Proposals[],
  chosen: ReadonlyMap<string, Candidate>,
): ReadonlyMap<string, readonly SourceId[]> => {
  const names = new Map<string, SourceId[]>();
  for (const { source, candidates } of proposals) {
    for (const { id } of candidates) {
      if (!chosen.has(id)) continue;
      const known = names.get(id);
      if (!known) names.set(id, [source]);
      else if (!known.includes(source)) known.push(source);
    }
  }
  return names;
};
