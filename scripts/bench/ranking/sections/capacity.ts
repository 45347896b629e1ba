import { medianOf, quantileOf } from '../../../../guardrails/src/catalog/latency/quantile.ts';
import { firstRanking } from '../../../platform/start-platform.ts';
import { ampleBudgetMs, rankPath, startNaive, startPinned, type BenchParts } from '../bench-parts.ts';
import { degradedOf } from '../load/tally.ts';
import { measureBlock, measureInTurn, type Block, type Target } from '../measure-blocks.ts';
import type { Section } from '../section.ts';
import { readModel, servedModelFolder } from '../served-model.ts';
import { percent } from '../show.ts';

/** At 100 candidates on one core: the requests a second of ranking beside those of the naive route. */
export const measureCapacity: Section = async (parts) => {
  const platform = await startPinned(parts);
  const naive = await startNaive(parts, platform.features.url);
  try {
    const ranking = firstRanking(platform);
    const blocks = await measurePairs(parts, {
      ours: { url: ranking.url, path: rankPath, pids: [ranking.pid] },
      naive: { url: naive.url, path: '/naive', pids: [naive.pid] },
    });
    return summarise(blocks);
  } finally {
    await naive.stop();
    await platform.stop();
  }
};

type Pair = 'ours' | 'naive';

const measurePairs = async (
  parts: BenchParts,
  targets: Readonly<Record<Pair, Target>>,
): Promise<Record<Pair, Block[]>> => {
  const shape = { concurrency: 16, seconds: parts.isQuick ? 1 : 3, budgetMs: ampleBudgetMs };
  const measures = {
    ours: () => measureBlock(parts, targets.ours, shape),
    naive: () => measureBlock(parts, targets.naive, shape),
  };
  // The first rounds warm both up: the engine compiles what is called often, and again once it knows more.
  await measureInTurn(parts.isQuick ? 2 : 3, measures);
  return measureInTurn(parts.isQuick ? 2 : 10, measures);
};

const leastShare = 0.75;

const summarise = ({ ours, naive }: Record<Pair, Block[]>): Awaited<ReturnType<Section>> => {
  const ratios = ours.map((block, at) => (naive[at]?.cpuMicros ?? Number.NaN) / block.cpuMicros);
  const ratio = medianOf(ratios);
  const degraded = ours.reduce((sum, { result }) => sum + degradedOf(result), 0);
  const row = (name: string, blocks: readonly Block[]) => ({
    what: `${name}: requests a second of one core (as counted by the clock; share of the core used)`,
    measured: `${perCore(blocks).toFixed(0)} (${medianOf(blocks.map(({ perSecond }) => perSecond)).toFixed(0)}; ${percent(medianOf(blocks.map(({ utilisation }) => utilisation)))})`,
  });
  const { version, sha256 } = readModel(servedModelFolder());
  return {
    title: `Capacity at 100 candidates on one core, model ${version} (sha256 ${sha256.slice(0, 12)})`,
    rows: [
      row('ranking', ours),
      row('naive route: one fetch, one model call, nothing else', naive),
      { what: 'processor µs of an answer: ranking, naive', measured: `${micros(ours)}, ${micros(naive)}` },
      {
        what: 'ranking ÷ naive (median of pairs; 10th to 90th percentile)',
        measured: `${percent(ratio)} (${percent(quantileOf(ratios, 0.1))} to ${percent(quantileOf(ratios, 0.9))})`,
        limit: `at least ${percent(leastShare)}`,
        isHeld: ratio >= leastShare,
      },
      {
        what: 'answers of ranking that were degraded',
        measured: String(degraded),
        limit: 'none',
        isHeld: degraded === 0,
      },
    ],
    data: { ratio, ratios, perCore: { ours: perCore(ours), naive: perCore(naive) }, blocks: { ours, naive } },
  };
};

/** Requests a second of one whole core: what a block would have answered had nothing else run there. */
const perCore = (blocks: readonly Block[]): number => 1e6 / medianOf(blocks.map(({ cpuMicros }) => cpuMicros));

const micros = (blocks: readonly Block[]): string => medianOf(blocks.map(({ cpuMicros }) => cpuMicros)).toFixed(0);

/** The capacity alone, for the sections whose rate follows from it: what the clock counts when ranking is kept busy. */
export const findCapacity = async (parts: Omit<BenchParts, 'capacity'>): Promise<number> => {
  const whole = { ...parts, capacity: () => Promise.reject(new Error('capacity is what is being measured')) };
  const platform = await startPinned(whole);
  try {
    const ranking = firstRanking(platform);
    const target: Target = { url: ranking.url, path: rankPath, pids: [ranking.pid] };
    const shape = { concurrency: 16, seconds: parts.isQuick ? 2 : 5, budgetMs: ampleBudgetMs };
    await measureBlock(whole, target, shape);
    const { perSecond } = await measureBlock(whole, target, shape);
    return perSecond;
  } finally {
    await platform.stop();
  }
};
