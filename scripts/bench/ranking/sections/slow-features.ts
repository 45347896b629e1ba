import { startFaultProxy, type FaultProxy } from '../../../platform/start-fault-proxy.ts';
import { readMetrics, sumMetric } from '../../../platform/read-metrics.ts';
import { startPlatform, type Platform } from '../../../platform/start-platform.ts';
import { ampleBudgetMs, budgetMs, loadService, type BenchParts } from '../bench-parts.ts';
import type { LoadCounts, LoadResult } from '../load/load-plan.ts';
import { degradedOf, recoveryMsOf } from '../load/tally.ts';
import type { Row, Section } from '../section.ts';
import { percent, perSecond } from '../show.ts';
import { throttle } from '../throttle.ts';

/**
 * Features slow in two ways at 30 % of one ranking process's capacity (the proxy and the client need the rest of two cores): left a tenth of its processor time, so that it does
 * everything ten times slower; and its answers held up for longer than a view can wait, as on a broken network.
 */
export const measureSlowFeatures: Section = async (parts) => {
  const rate = 0.3 * (await parts.capacity());
  const throttled = await measureFault(parts, rate, ({ platform }) => throttle(platform.features, 0.1));
  const held = await measureFault(parts, rate, ({ proxy }) => {
    proxy.set({ kind: 'slow', delayMs: 2 * budgetMs });
    return () => {
      proxy.set({ kind: 'none' });
      return Promise.resolve();
    };
  });
  return {
    title: `Features slow, two ranking processes at ${perSecond(rate)} (30 % of one)`,
    rows: [
      ...rowsOf('ten times slower', throttled),
      ...rowsOf(`answers held up for ${2 * budgetMs} ms`, held),
      {
        what: `times that the breaker to features opened, by ranking process, answers held up`,
        measured: held.opened.join(', '),
        limit: 'at least 1 each',
        isHeld: held.opened.every((count) => count > 0),
      },
      {
        what: 'the same, ten times slower (features then refuses what it cannot do in time, which is no failure)',
        measured: throttled.opened.join(', '),
      },
    ],
    data: { rate, throttled, held },
  };
};

type Places = { readonly platform: Platform; readonly proxy: FaultProxy };

type Measured = { readonly result: LoadResult; readonly opened: readonly number[] };

const measureFault = async (
  parts: BenchParts,
  rate: number,
  breakIt: (places: Places) => () => Promise<void>,
): Promise<Measured> => {
  let proxy: FaultProxy | undefined;
  const platform = await startPlatform({
    folder: parts.folder,
    rankings: 2,
    featuresUrlFor: async (url) => (proxy = await startFaultProxy(url)).url,
  });
  try {
    if (!proxy) throw new Error('the platform asked for no address of features');
    const places: Places = { platform, proxy };
    const result = await loadMeanwhile(parts, { rate, platform }, () => breakIt(places));
    return { result, opened: await breakersOpened(platform) };
  } finally {
    await platform.stop();
    await proxy?.close();
  }
};

const loadMeanwhile = async (
  parts: BenchParts,
  { rate, platform }: { readonly rate: number; readonly platform: Platform },
  breakIt: () => () => Promise<void>,
): Promise<LoadResult> => {
  const urls = platform.rankings.map(({ url }) => url);
  const seconds = parts.isQuick ? { before: 2, during: 8, after: 6 } : { before: 5, during: 20, after: 15 };
  const warm = { kind: 'closed', concurrency: 8, seconds: parts.isQuick ? 1 : 5 } as const;
  await loadService(parts, { urls, shape: warm, budgetMs: ampleBudgetMs });
  const phases = Object.values(seconds).map((each) => ({ seconds: each, perSecond: rate }));
  const loaded = loadService(parts, { urls, shape: { kind: 'open', phases } });
  await wait(seconds.before * 1000);
  const mend = breakIt();
  await wait(seconds.during * 1000);
  await mend();
  return loaded;
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const breakersOpened = ({ rankings }: Platform): Promise<number[]> =>
  Promise.all(
    rankings.map(async ({ url }) =>
      sumMetric(await readMetrics(url), 'client_breaker_changes_total', { service: 'features', state: 'open' }),
    ),
  );

const mostMissed = 0.001;

const rowsOf = (how: string, { result }: Measured): Row[] => {
  const [before, during, after] = result.phases as [LoadCounts, LoadCounts, LoadCounts];
  const missed = during.sent - during.inTime;
  const slices = result.slices.map((slice) => ({ ...slice, inTime: slice.inTime - slice.degraded }));
  const fromMs = (before.seconds + during.seconds) * 1000;
  const fullAgainMs = recoveryMsOf(slices, { fromMs, tolerated: 0.01 });
  return [
    {
      what: `${how}: without an answer within ${budgetMs} ms meanwhile, of ${during.sent}`,
      measured: `${missed} (${percent(missed / during.sent, 2)})`,
      limit: `below ${percent(mostMissed, 1)}`,
      isHeld: missed < mostMissed * during.sent,
    },
    {
      what: `${how}: answers that said they were degraded: before, meanwhile, after`,
      measured: [before, during, after].map((phase) => percent(degradedOf(phase) / phase.sent, 1)).join(', '),
      limit: 'some meanwhile',
      isHeld: degradedOf(during) > 0,
    },
    {
      what: `${how}: only full answers again after it was well`,
      measured: fullAgainMs === undefined ? 'not before the end' : `${(fullAgainMs / 1000).toFixed(1)} s`,
    },
  ];
};
