import { ampleBudgetMs, budgetMs, loadService, type BenchParts } from '../bench-parts.ts';
import type { LoadResult } from '../load/load-plan.ts';
import { recoveryMsOf } from '../load/tally.ts';
import { startPlatform, type Platform } from '../../../platform/start-platform.ts';
import type { Section } from '../section.ts';
import { millis, percent, perSecond } from '../show.ts';

/** Two ranking processes and one features process at 60 % of what one can answer, through the generated client: one is killed. */
export const measureKill: Section = async (parts) => {
  const rate = 0.6 * (await parts.capacity());
  const platform = await startPlatform({ folder: parts.folder, rankings: 2 });
  try {
    return summarise(rate, await loadAndKill(parts, platform, rate));
  } finally {
    await platform.stop();
  }
};

type Killed = { readonly result: LoadResult; readonly killedAtMs: number };

const loadAndKill = async (parts: BenchParts, platform: Platform, rate: number): Promise<Killed> => {
  const urls = platform.rankings.map(({ url }) => url);
  const seconds = parts.isQuick ? 4 : 20;
  const warm = { kind: 'closed', concurrency: 8, seconds: parts.isQuick ? 1 : 5 } as const;
  await loadService(parts, { urls, shape: warm, budgetMs: ampleBudgetMs });
  const startMs = performance.now();
  const loaded = loadService(parts, { urls, shape: { kind: 'open', phases: [{ seconds, perSecond: rate }] } });
  await new Promise((resolve) => setTimeout(resolve, seconds * 500));
  const killedAtMs = performance.now() - startMs;
  await platform.rankings[0]?.signal('SIGKILL');
  return { result: await loaded, killedAtMs };
};

const mostErrors = 0.001;
const mostRecoveryMs = 2000;

const summarise = (rate: number, { result, killedAtMs }: Killed): Awaited<ReturnType<Section>> => {
  const missed = result.sent - result.inTime;
  const recoveryMs = recoveryMsOf(result.slices, { fromMs: killedAtMs, tolerated: 0 });
  return {
    title: `One of two ranking processes killed at ${perSecond(rate)} (60 % of one), half of the time left`,
    rows: [
      {
        what: `without an answer within ${budgetMs} ms, of ${result.sent}`,
        measured: `${missed} (${percent(missed / result.sent, 3)})`,
        limit: `below ${percent(mostErrors, 1)}`,
        isHeld: missed < mostErrors * result.sent,
      },
      { what: 'late, refused, failed', measured: `${result.late}, ${result.refused}, ${result.failed}` },
      {
        what: 'last of them after the kill',
        measured: recoveryMs === undefined ? 'until the end' : millis(Math.max(0, recoveryMs)),
        limit: `within ${mostRecoveryMs / 1000} s`,
        isHeld: recoveryMs !== undefined && recoveryMs <= mostRecoveryMs,
      },
      { what: 'p50, p99', measured: `${millis(result.latencyMs.p50)}, ${millis(result.latencyMs.p99)}` },
    ],
    data: { rate, killedAtMs, recoveryMs, result },
  };
};
