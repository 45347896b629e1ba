import type { Interaction } from '../interactions/interactions.ts';
import type { CandidateModel } from './candidate-model.ts';

/** How many users each item has. */
export const countUsers = (train: readonly Interaction[], items: number): Float64Array => {
  const counts = new Float64Array(items);
  for (const { item } of train) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
};

/** The same order for everyone: items with most users first. What any other model must beat. */
export const fitPopularity = (train: readonly Interaction[], items: number): CandidateModel => {
  const counts = countUsers(train, items);
  return { name: 'popularity', scoreAll: () => counts.slice() };
};
