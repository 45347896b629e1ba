import { ndcgAt10 } from '../evaluation/graded-ndcg.ts';
import type { ModelPackage } from '../package/model-package.ts';
import { openRuntime } from '../ranker/open-runtime.ts';
import type { RankedList, RankedLists } from './ranked-lists.ts';

/** NDCG@10 of each list as a package ranks it, in the runtime that serves; `null` for a list in which nothing was played. */
export const qualityOfLists = async (content: ModelPackage, lists: RankedLists): Promise<(number | null)[]> => {
  const scores = content.kind === 'ranker' ? await scoreByRanker(content, lists) : scoreByNeighbours(content, lists);
  return lists.lists.map(({ labels }, at) => ndcgAt10(labels, scores[at] ?? []) ?? null);
};

type Ranker = Extract<ModelPackage, { kind: 'ranker' }>;
type ItemItem = Extract<ModelPackage, { kind: 'item-item' }>;

const scoreByRanker = async ({ card, model }: Ranker, { names, lists }: RankedLists): Promise<number[][]> => {
  const columns = card.features.map((feature) => ({
    position: names.indexOf(feature.name),
    missing: feature.default ?? Number.NaN,
  }));
  const toRow = (row: RankedList['rows'][number]): number[] =>
    columns.map(({ position, missing }) => row[position] ?? missing);
  const runtime = await openRuntime(model);
  try {
    const scores: number[][] = [];
    for (const { rows } of lists) scores.push([...(await runtime.score(rows.map(toRow)))]);
    return scores;
  } finally {
    await runtime.close();
  }
};

const scoreByNeighbours = (
  { neighbours: { items, neighbours, scores } }: ItemItem,
  { lists }: RankedLists,
): number[][] => {
  const positions = new Map(items.map((id, at) => [id, at]));
  return lists.map(({ current, items: shown }) => {
    const at = positions.get(current) ?? -1;
    const links = new Map(neighbours[at]?.map((position, place) => [position, scores[at]?.[place] ?? 0]));
    return shown.map((id) => links.get(positions.get(id) ?? -1) ?? 0);
  });
};
