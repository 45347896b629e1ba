import { firstRanking } from '../../../platform/start-platform.ts';
import { budgetMs, loadService, rankPath, startPinned, type BenchParts } from '../bench-parts.ts';
import type { LoadCounts, LoadResult } from '../load/load-plan.ts';
import { degradedOf, recoveryMsOf } from '../load/tally.ts';
import { cpuMicrosOf } from '../process-usage.ts';
import type { Section } from '../section.ts';
import { millis, percent, perSecond } from '../show.ts';
import type { ServiceProcess } from '../../../platform/start-service.ts';

/** Three times what one process can answer: how much it still answers in time, and how soon it is well again. */
export const measureOverload: Section = async (parts) => {
  const capacity = await parts.capacity();
  const platform = await startPinned(parts);
  try {
    const ranking = firstRanking(platform);
    const costs = await measureCosts(parts, ranking);
    const phases = createPhases(capacity, parts.isQuick);
    const result = await loadService(parts, { urls: [ranking.url], shape: { kind: 'open', phases } });
    const isAlive = (await fetch(`${ranking.url}/livez`, { signal: AbortSignal.timeout(2000) })).ok;
    return summarise({ capacity, costs, result, isAlive });
  } finally {
    await platform.stop();
  }
};

const createPhases = (capacity: number, isQuick: boolean) => {
  const scale = isQuick ? 0.2 : 1;
  return [
    { seconds: 10 * scale, perSecond: 0.6 * capacity },
    { seconds: 15 * scale, perSecond: 3 * capacity },
    { seconds: Math.max(4, 10 * scale), perSecond: 0.6 * capacity },
  ];
};

/** Processor time of an answer and of a refusal, in microseconds. */
type Costs = { readonly answer: number; readonly refusal: number };

/** A request whose deadline has passed is refused before its body is read: the cheapest refusal there is. */
const passedMs = -1000;

const measureCosts = async (parts: BenchParts, { url, pid }: ServiceProcess): Promise<Costs> => {
  const seconds = parts.isQuick ? 1 : 4;
  const measure = async (budget: number): Promise<number> => {
    const before = cpuMicrosOf(pid);
    const { sent } = await loadService(parts, {
      urls: [url],
      path: rankPath,
      budgetMs: budget,
      shape: { kind: 'closed', concurrency: 16, seconds },
    });
    return (cpuMicrosOf(pid) - before) / sent;
  };
  // The first of each warms up.
  await measure(budgetMs);
  await measure(passedMs);
  return { answer: await measure(budgetMs), refusal: await measure(passedMs) };
};

type Measured = {
  readonly capacity: number;
  readonly costs: Costs;
  readonly result: LoadResult;
  readonly isAlive: boolean;
};

const leastOfBound = 0.95;
const mostRecoveryMs = 2000;

const summarise = ({ capacity, costs, result, isAlive }: Measured): Awaited<ReturnType<Section>> => {
  const [before, during] = result.phases as [LoadCounts, LoadCounts];
  const r = costs.refusal / costs.answer;
  // Of a core's time, three times capacity leaves this share for answers when the rest is refused.
  const bound = (1 - 3 * r) / (1 - r);
  const goodput = during.inTime / during.seconds;
  const share = goodput / (capacity * bound);
  const recoveryMs = recoveryMsOf(result.slices, {
    fromMs: (before.seconds + during.seconds) * 1000,
    tolerated: 0.01,
  });
  return {
    title: `Three times capacity (${perSecond(3 * capacity)}) for ${during.seconds.toFixed(0)} s`,
    rows: [
      {
        what: 'processor µs of an answer, of a refusal, r',
        measured: `${costs.answer.toFixed(0)}, ${costs.refusal.toFixed(0)}, ${r.toFixed(3)}`,
      },
      { what: 'goodput bound (1 − 3r) ÷ (1 − r), of capacity', measured: percent(bound) },
      {
        what: 'goodput, of that bound',
        measured: `${perSecond(goodput)} (${percent(share)})`,
        limit: `at least ${percent(leastOfBound)}`,
        isHeld: share >= leastOfBound,
      },
      {
        what: `p99 of what was answered (deadline ${budgetMs} ms)`,
        measured: millis(during.latencyMs.p99),
        limit: `at most ${budgetMs} ms`,
        isHeld: during.latencyMs.p99 <= budgetMs,
      },
      { what: 'of those in time: full answers, degraded ones', measured: describeLevels(during) },
      { what: 'refused, late, failed', measured: describe(during) },
      {
        what: 'alive afterwards, and well again after',
        measured: `${isAlive ? 'yes' : 'no'}, ${recoveryMs === undefined ? 'never' : millis(recoveryMs)}`,
        limit: `within ${mostRecoveryMs / 1000} s`,
        isHeld: isAlive && recoveryMs !== undefined && recoveryMs <= mostRecoveryMs,
      },
    ],
    data: { capacity, costs, r, bound, goodput, share, recoveryMs, result },
  };
};

const describe = (counts: LoadCounts): string =>
  [counts.refused, counts.late, counts.failed].map((count) => percent(count / counts.sent, 1)).join(', ');

// A late answer may be degraded too; how many are is too small a part to keep apart.
const describeLevels = (counts: LoadCounts): string => {
  const share = degradedOf(counts) / Math.max(1, counts.inTime + counts.late);
  const rate = counts.inTime / counts.seconds;
  return `${perSecond(rate * (1 - share))}, ${perSecond(rate * share)}`;
};
