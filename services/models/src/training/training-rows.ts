import { rowOf, servedNames } from '../ranker/columns.ts';
import type { RowGroup } from '../ranker/row-group.ts';
import { createRandom, type Random } from '../simulator/random.ts';
import type { Impression } from '../simulator/listen.ts';
import type { Simulation } from '../simulator/simulate.ts';
import type { WorldItem } from '../simulator/world.ts';
import type { FeatureAnswers } from './ask-features.ts';

/** What a source would say of an item: one time in ten it does not know the age, or the popularity. */
export type Proposal = { readonly ageDays?: number; readonly popularity?: number };

/** The later views of a simulation as lists of rows, in the order of time, each with its impression. */
export type SimulatedGroup = RowGroup & { readonly impression: Impression; readonly popularity: readonly number[] };

/**
 * Joins what the features service answered with what the request says of each candidate.
 * @throws Error when the service no longer computes a feature that the model reads
 */
export const createRowGroups = (simulation: Simulation, { names, queries }: FeatureAnswers): SimulatedGroup[] => {
  const positions = servedNames.map((name) => positionOf(names, name));
  const propose = createProposals(createRandom(simulation.seed + 3), simulation);
  return simulation.later.map((impression, at) => {
    const answered = queries[at];
    if (answered?.id !== impression.id) throw new Error(`the features service did not answer ${impression.id}`);
    const proposals = impression.shown.map(({ item }) => propose(item));
    return {
      impression,
      rows: impression.shown.map(({ item }, row) =>
        rowOf(
          positions.map((position) => answered.rows[row]?.[position] ?? null),
          { kind: item.kind, isCurrentArtist: item.artist === impression.current.artist, ...proposals[row] },
        ),
      ),
      labels: impression.shown.map(({ outcome }) => outcome),
      popularity: proposals.map(({ popularity }) => popularity ?? 0),
    };
  });
};

/** What sources say of items after the history of a simulation. */
export const createProposals = (
  random: Random,
  { history }: Pick<Simulation, 'history'>,
): ((item: WorldItem) => Proposal) => {
  const plays = new Map<string, number>();
  for (const { shown } of history)
    for (const { item, outcome } of shown) if (outcome > 0) plays.set(item.id, (plays.get(item.id) ?? 0) + 1);
  return ({ id, ageDays }) => ({
    ...(random.happens(0.1) ? {} : { ageDays }),
    ...(random.happens(0.1) ? {} : { popularity: popularityOf(plays.get(id) ?? 0) }),
  });
};

const popularityOf = (plays: number): number => Math.min(1, Math.round(100 * (Math.log1p(plays) / 8)) / 100);

const positionOf = (names: readonly string[], name: string): number => {
  const position = names.indexOf(name);
  if (position === -1) throw new Error(`the features service computes no ${name}; it has ${names.join(', ')}`);
  return position;
};
