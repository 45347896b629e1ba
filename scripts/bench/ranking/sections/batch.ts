import { medianOf } from '../../../../guardrails/src/catalog/latency/quantile.ts';
import { firstRanking } from '../../../platform/start-platform.ts';
import { ampleBudgetMs, rankPath, startNaive, startPinned } from '../bench-parts.ts';
import { measureBlock, measureInTurn, type Block, type Target } from '../measure-blocks.ts';
import type { Section } from '../section.ts';

/** One batch of features and one model call for 100 candidates, beside one of each for every candidate. */
export const measureBatch: Section = async (parts) => {
  const platform = await startPinned(parts);
  const naive = await startNaive(parts, platform.features.url);
  try {
    const ranking = firstRanking(platform);
    const seconds = parts.isQuick ? 1 : 3;
    const pids = { ranking: ranking.pid, naive: naive.pid, features: platform.features.pid };
    const measure = (target: Pick<Target, 'url' | 'path'>, pid: number, concurrency: number) => () =>
      measureBlock(parts, { ...target, pids: [pid, pids.features] }, { concurrency, seconds, budgetMs: ampleBudgetMs });
    const measures = {
      ours: measure({ url: ranking.url, path: rankPath }, pids.ranking, 16),
      inTurn: measure({ url: naive.url, path: '/naive-in-turn' }, pids.naive, 4),
      atOnce: measure({ url: naive.url, path: '/naive-at-once' }, pids.naive, 4),
    };
    await measureInTurn(1, measures);
    return summarise(await measureInTurn(parts.isQuick ? 1 : 5, measures));
  } finally {
    await naive.stop();
    await platform.stop();
  }
};

const leastTimes = 10;

const summarise = (blocks: Record<'ours' | 'inTurn' | 'atOnce', Block[]>): Awaited<ReturnType<Section>> => {
  const ours = medianMicros(blocks.ours);
  const inTurn = medianMicros(blocks.inTurn);
  const atOnce = medianMicros(blocks.atOnce);
  const times = inTurn / ours;
  return {
    title: 'Batch beside one fetch and one model call a candidate (100 candidates)',
    rows: [
      {
        what: 'processor µs of an answer, ranking and features: in batch, all that ranking does',
        measured: ours.toFixed(0),
      },
      { what: 'one fetch and one call a candidate, nothing else: one after another', measured: inTurn.toFixed(0) },
      { what: 'the same, all at once', measured: `${atOnce.toFixed(0)} (${(atOnce / ours).toFixed(1)} times)` },
      {
        what: 'times cheaper than one after another',
        measured: times.toFixed(1),
        limit: `at least ${leastTimes}`,
        isHeld: times >= leastTimes,
      },
    ],
    data: { micros: { ours, inTurn, atOnce }, times, blocks },
  };
};

const medianMicros = (blocks: readonly Block[]): number => medianOf(blocks.map(({ cpuMicros }) => cpuMicros));
