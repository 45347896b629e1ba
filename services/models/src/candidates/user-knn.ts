import { historiesOf, type Histories, type Interaction } from '../interactions/interactions.ts';
import type { CandidateModel } from './candidate-model.ts';

export type UserKnnSettings = { readonly users: number; readonly items: number; readonly neighbours: number };

/** What the listeners most like this one played, each weighted by the cosine of the two histories. */
export const fitUserKnn = (
  train: readonly Interaction[],
  { users, items, neighbours }: UserKnnSettings,
): CandidateModel => {
  const histories = historiesOf(train, users);
  const usersOfItem = Array.from({ length: items }, (): number[] => []);
  for (const { user, item } of train) usersOfItem[item]?.push(user);
  const nearest = (history: Histories[number]): [user: number, similarity: number][] => {
    const common = new Float64Array(users);
    for (const { item } of history)
      for (const user of usersOfItem[item] ?? []) common[user] = (common[user] as number) + 1;
    return [...common.entries()]
      .filter(([user, count]) => count > 0 && user !== history[0]?.user)
      .map(([user, count]): [number, number] => [
        user,
        count / Math.sqrt(history.length * (histories[user]?.length ?? 1)),
      ])
      .sort(([a, x], [b, y]) => y - x || a - b)
      .slice(0, neighbours);
  };
  return {
    name: 'UserKNN',
    scoreAll: (history) => {
      const scores = new Float64Array(items);
      for (const [user, similarity] of nearest(history))
        for (const { item } of histories[user] ?? []) scores[item] = (scores[item] as number) + similarity;
      return scores;
    },
  };
};
