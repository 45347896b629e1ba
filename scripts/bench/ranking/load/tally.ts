import { quantileOfSorted } from '../../../../guardrails/src/catalog/latency/quantile.ts';
import { sliceMs, type LoadCounts, type LoadResult, type LoadSlice, type Shot } from './load-plan.ts';

export type TallyOptions = {
  readonly budgetMs: number;
  /** How long each phase lasted, in order. */
  readonly phaseSeconds: readonly number[];
};

/** Counts shots into a result. Pure: the same shots in any order make the same result. */
export const tally = (shots: readonly Shot[], { budgetMs, phaseSeconds }: TallyOptions): LoadResult => {
  let startMs = 0;
  const phases = phaseSeconds.map((seconds) => {
    const [fromMs, toMs] = [startMs, (startMs += seconds * 1000)];
    const inPhase = shots.filter(({ dueMs }) => dueMs >= fromMs && dueMs < toMs);
    return countShots(inPhase, budgetMs, seconds);
  });
  const seconds = phaseSeconds.reduce((sum, one) => sum + one, 0);
  return { ...countShots(shots, budgetMs, seconds), phases, slices: sliceShots(shots, budgetMs) };
};

const countShots = (shots: readonly Shot[], budgetMs: number, seconds: number): LoadCounts => {
  const kinds = countBy(shots.map((shot) => kindOf(shot, budgetMs)));
  const { inTime = 0, late = 0, refused = 0, failed = 0 } = kinds;
  return {
    seconds,
    sent: shots.length,
    ...{ inTime, late, refused, failed },
    levels: countBy(shots.map(({ level }) => level)),
    codes: countBy(shots.map(({ code }) => code)),
    latencyMs: latencyOf(shots),
  };
};

type ShotKind = 'inTime' | 'late' | 'refused' | 'failed';

/** Answers that say in a code that there was no room or no time. */
const refusals: ReadonlySet<number> = new Set([429, 503, 504]);

const kindOf = ({ status, dueMs, doneMs, code }: Shot, budgetMs: number): ShotKind => {
  if (status === 200) return doneMs - dueMs <= budgetMs ? 'inTime' : 'late';
  return refusals.has(status) && code !== undefined ? 'refused' : 'failed';
};

const countBy = (values: readonly (string | undefined)[]): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([one], [other]) => (one < other ? -1 : 1)));
};

const latencyOf = (shots: readonly Shot[]): LoadCounts['latencyMs'] => {
  const answered = shots.filter(({ status }) => status === 200);
  const fromSent = [...Float64Array.from(answered, ({ sentMs, doneMs }) => doneMs - sentMs).sort()];
  const fromDue = [...Float64Array.from(answered, ({ dueMs, doneMs }) => doneMs - dueMs).sort()];
  return {
    p50: quantileOfSorted(fromSent, 0.5),
    p95: quantileOfSorted(fromDue, 0.95),
    p99: quantileOfSorted(fromDue, 0.99),
    p999: quantileOfSorted(fromDue, 0.999),
    max: fromDue.at(-1) ?? Number.NaN,
  };
};

const sliceShots = (shots: readonly Shot[], budgetMs: number): LoadSlice[] => {
  const length = shots.reduce((most, { dueMs }) => Math.max(most, Math.floor(dueMs / sliceMs) + 1), 0);
  const slices = Array.from({ length }, () => ({ sent: 0, inTime: 0, late: 0, refused: 0, failed: 0, degraded: 0 }));
  for (const shot of shots) {
    const slice = slices[Math.floor(shot.dueMs / sliceMs)];
    if (slice === undefined) throw new Error(`a shot was due ${shot.dueMs} ms after the start`);
    slice.sent += 1;
    slice[kindOf(shot, budgetMs)] += 1;
    slice.degraded += shot.level !== undefined && !fullLevels.has(shot.level) ? 1 : 0;
  }
  return slices;
};

/** What an answer says that had all it wanted. */
const fullLevels: ReadonlySet<string> = new Set(['none', 'full']);

/** How many answers said that they were degraded. */
export const degradedOf = ({ levels }: Pick<LoadCounts, 'levels'>): number =>
  Object.entries(levels).reduce((sum, [level, count]) => sum + (fullLevels.has(level) ? 0 : count), 0);

/**
 * How long after `fromMs` it took until every later slice was answered: all but `tolerated` (a share) of its requests in
 * time. 0 when no slice was bad; undefined when the last one still is.
 */
export const recoveryMsOf = (
  slices: readonly LoadSlice[],
  { fromMs, tolerated }: { readonly fromMs: number; readonly tolerated: number },
): number | undefined => {
  const isBad = ({ sent, inTime }: LoadSlice): boolean => sent - inTime > sent * tolerated;
  const first = Math.floor(fromMs / sliceMs);
  const lastBad = slices.findLastIndex((slice, at) => at >= first && isBad(slice));
  if (lastBad < 0) return 0;
  return lastBad === slices.length - 1 ? undefined : (lastBad + 1) * sliceMs - fromMs;
};
