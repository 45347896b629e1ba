import { medianOf } from '../../../../guardrails/src/catalog/latency/quantile.ts';
import { firstRanking } from '../../../platform/start-platform.ts';
import { budgetMs, loadService, rankPath, startNaive, startPinned, type BenchParts } from '../bench-parts.ts';
import type { LoadResult } from '../load/load-plan.ts';
import { degradedOf } from '../load/tally.ts';
import type { Section } from '../section.ts';
import { millis, percent, perSecond } from '../show.ts';

/** At 60 % of capacity, requests coming when they come: how late the latest answers are, beside the naive route's at the same rate. */
export const measureOpenLoop: Section = async (parts) => {
  const rate = 0.6 * (await parts.capacity());
  const platform = await startPinned(parts);
  const naive = await startNaive(parts, platform.features.url);
  try {
    const ranking = firstRanking(platform);
    const blocks = await measureRounds(parts, rate, { ours: ranking.url, naive: naive.url });
    return summarise(rate, blocks);
  } finally {
    await naive.stop();
    await platform.stop();
  }
};

type Rounds = { readonly ours: readonly LoadResult[]; readonly naive: readonly LoadResult[] };

const measureRounds = async (
  parts: BenchParts,
  rate: number,
  urls: { readonly ours: string; readonly naive: string },
): Promise<Rounds> => {
  const measure = (url: string, path: string, round: number): Promise<LoadResult> =>
    loadService(parts, {
      urls: [url],
      path,
      seed: round + 1,
      shape: { kind: 'open', phases: [{ seconds: parts.isQuick ? 2 : 10, perSecond: rate }] },
    });
  const rounds = { ours: [] as LoadResult[], naive: [] as LoadResult[] };
  // The first round warms both up and is dropped.
  for (let round = 0; round <= (parts.isQuick ? 1 : 5); round += 1) {
    const ours = await measure(urls.ours, rankPath, round);
    const naive = await measure(urls.naive, '/naive', round);
    if (round === 0) continue;
    rounds.ours.push(ours);
    rounds.naive.push(naive);
  }
  return rounds;
};

const mostTimes = 5;
const mostMissed = 0.001;

const summarise = (rate: number, { ours, naive }: Rounds): Awaited<ReturnType<Section>> => {
  const p99 = { ours: medianP99(ours), naive: medianP99(naive) };
  const times = p99.ours / p99.naive;
  const sent = sum(ours, (result) => result.sent);
  const missed = sum(ours, (result) => result.sent - result.inTime);
  return {
    title: `Open loop at 60 % of capacity (${perSecond(rate)})`,
    rows: [
      { what: 'p50, p99, longest of ranking', measured: describe(ours) },
      { what: 'p50, p99, longest of the naive route', measured: describe(naive) },
      {
        what: 'p99 of ranking ÷ p99 of the naive route',
        measured: times.toFixed(2),
        limit: `at most ${mostTimes}`,
        isHeld: times <= mostTimes,
      },
      {
        what: `not answered within ${budgetMs} ms, of ${sent}`,
        measured: `${missed} (${percent(missed / sent, 2)})`,
        limit: `below ${percent(mostMissed, 1)}`,
        isHeld: missed < sent * mostMissed,
      },
      { what: 'answers that were degraded', measured: percent(sum(ours, degradedOf) / sent, 2) },
    ],
    data: { rate, p99, times, ours, naive },
  };
};

const medianP99 = (results: readonly LoadResult[]): number => medianOf(results.map(({ latencyMs }) => latencyMs.p99));

const describe = (results: readonly LoadResult[]): string =>
  [
    medianOf(results.map(({ latencyMs }) => latencyMs.p50)),
    medianP99(results),
    Math.max(...results.map(({ latencyMs }) => latencyMs.max)),
  ]
    .map(millis)
    .join(', ');

const sum = (results: readonly LoadResult[], of: (result: LoadResult) => number): number =>
  results.reduce((total, result) => total + of(result), 0);
