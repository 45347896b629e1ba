import { cpSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { medianOf } from '../../../../guardrails/src/catalog/latency/quantile.ts';
import { firstRanking } from '../../../platform/start-platform.ts';
import { readMetrics, sumMetric } from '../../../platform/read-metrics.ts';
import type { ServiceProcess } from '../../../platform/start-service.ts';
import { ampleBudgetMs, loadService, startPinned, type BenchParts } from '../bench-parts.ts';
import { degradedOf } from '../load/tally.ts';
import { memoryOf } from '../process-usage.ts';
import type { Section } from '../section.ts';
import { committedRegistry, rankerName } from '../served-model.ts';
import { percent } from '../show.ts';

/** 200,000 requests and 100 exchanges of the model while they run: memory stays where it was, and no request fails. */
export const measureMemory: Section = async (parts) => {
  const registry = join(parts.folder, 'registry');
  cpSync(committedRegistry, registry, { recursive: true });
  const versions = addTwin(registry);
  const platform = await startPinned(parts, {
    rankingEnvironment: { MODEL_REGISTRY: registry, MODEL_POLL_MS: '50' },
  });
  try {
    const ranking = firstRanking(platform);
    return summarise(await loadAndSwap(parts, { ranking, registry, versions }), parts.isQuick);
  } finally {
    await platform.stop();
  }
};

type Versions = readonly [string, string];

/** A second version with the same model, so that only the exchange is measured. */
const addTwin = (registry: string): Versions => {
  const folder = join(registry, rankerName);
  const { full } = JSON.parse(readFileSync(join(folder, 'serving.json'), 'utf8')) as { readonly full: string };
  const twin = `${full}-twin`;
  cpSync(join(folder, full), join(folder, twin), { recursive: true });
  const card = JSON.parse(readFileSync(join(folder, twin, 'card.json'), 'utf8')) as object;
  writeFileSync(join(folder, twin, 'card.json'), JSON.stringify({ ...card, version: twin }));
  return [full, twin];
};

type Swapping = { readonly ranking: ServiceProcess; readonly registry: string; readonly versions: Versions };

type Sample = { readonly requests: number; readonly bytes: number; readonly heapBytes: number };

type Measured = {
  readonly sent: number;
  readonly failed: number;
  readonly degraded: number;
  readonly swaps: number;
  readonly samples: readonly Sample[];
};

const loadAndSwap = async (parts: BenchParts, { ranking, registry, versions }: Swapping): Promise<Measured> => {
  const least = parts.isQuick ? { sent: 3000, swaps: 4 } : { sent: 200_000, swaps: 100 };
  const samples: Sample[] = [];
  let [sent, failed, degraded, swaps] = [0, 0, 0, 0];
  for (let round = 0; sent < least.sent || swaps < least.swaps; round += 1) {
    const shape = { kind: 'closed', concurrency: 16, seconds: 1 } as const;
    const loaded = loadService(parts, { urls: [ranking.url], budgetMs: ampleBudgetMs, shape });
    pointTo(registry, versions[(round + 1) % 2] ?? versions[0]);
    const result = await loaded;
    sent += result.sent;
    failed += result.sent - result.inTime;
    degraded += degradedOf(result);
    const metrics = await readMetrics(ranking.url);
    // The first load of a version at the start is counted as well.
    swaps = sumMetric(metrics, 'ranking_model_swaps_total', { model: rankerName, outcome: 'swapped' }) - 1;
    const heapBytes = sumMetric(metrics, 'nodejs_heap_size_used_bytes');
    samples.push({ requests: sent, bytes: memoryOf(ranking.pid), heapBytes });
    if (round > 20 * least.swaps) throw new Error(`only ${swaps} exchanges of the model in ${round} rounds`);
  }
  return { sent, failed, degraded, swaps, samples };
};

// Replaced as a whole, as `models promote` does.
const pointTo = (registry: string, full: string): void => {
  const path = join(registry, rankerName, 'serving.json');
  writeFileSync(`${path}.new`, JSON.stringify({ full }));
  renameSync(`${path}.new`, path);
};

const mostGrowth = 0.1;

const summarise = (measured: Measured, isQuick: boolean): Awaited<ReturnType<Section>> => {
  const { sent, failed, degraded, swaps, samples } = measured;
  const fifth = Math.ceil(samples.length / 5);
  // The first fifth is left out: the heap still finds its size.
  const early = medianOf(samples.slice(fifth, 2 * fifth).map(({ bytes }) => bytes));
  const late = medianOf(samples.slice(-fifth).map(({ bytes }) => bytes));
  const growth = late / early - 1;
  return {
    title: `Memory over ${sent} requests and ${swaps} exchanges of the model`,
    rows: [
      {
        what: 'memory in the second and in the last fifth (median)',
        measured: `${megabytes(early)}, ${megabytes(late)} (${percent(growth, 1)})`,
        // A quick run ends while the heap still grows to its size.
        ...(isQuick ? {} : { limit: `at most ${percent(mostGrowth)} more`, isHeld: growth <= mostGrowth }),
      },
      {
        what: 'requests that failed during the exchanges',
        measured: String(failed),
        limit: 'none',
        isHeld: failed === 0,
      },
      { what: 'requests that were degraded', measured: String(degraded), limit: 'none', isHeld: degraded === 0 },
    ],
    data: { ...measured, early, late, growth },
  };
};

const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(0)} MB`;
