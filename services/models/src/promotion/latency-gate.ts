import type { ModelPackage } from '../package/model-package.ts';
import { openRuntime, type RankerRuntime } from '../ranker/open-runtime.ts';
import type { GateVerdict } from '../registry/audit-event.ts';

/** Milliseconds of single calls, candidate and incumbent in turn. */
export type LatencySamples = { readonly candidate: readonly number[]; readonly incumbent: readonly number[] };

const [rows, warmUps, calls, rounds] = [100, 30, 200, 3] as const;

/**
 * Whether a call on 100 rows keeps the budget of the card at the 99th percentile, measured in this process with the
 * incumbent in turn, so that the ratio holds where the milliseconds do not. What is too slow is measured up to three
 * times: noise is not the model's fault, and no noise makes a model quicker.
 */
export const judgeLatency = async (
  candidate: ModelPackage,
  incumbent: ModelPackage | undefined,
  now: () => number = () => performance.now(),
): Promise<GateVerdict> => {
  if (candidate.kind === 'item-item')
    return {
      gate: 'latency',
      verdict: 'pass',
      detail: 'an item-item model is looked up in memory: nothing to measure',
      evidence: {},
    };
  const opened = await openRuntime(candidate.model);
  const other = incumbent?.kind === 'ranker' ? await openRuntime(incumbent.model) : undefined;
  try {
    let verdict: GateVerdict | undefined;
    for (let round = 0; round < rounds && verdict?.verdict !== 'pass'; round += 1)
      verdict = assessLatency(
        await measure({ candidate: opened, incumbent: other }, candidate, now),
        candidate.card.latencyBudgetMs,
      );
    return verdict as GateVerdict;
  } finally {
    await Promise.all([opened.close(), other?.close()]);
  }
};

type Pair = { readonly candidate: RankerRuntime; readonly incumbent: RankerRuntime | undefined };

const measure = async (
  { candidate, incumbent }: Pair,
  { golden }: Extract<ModelPackage, { kind: 'ranker' }>,
  now: () => number,
): Promise<LatencySamples> => {
  const rowsOf = ({ columnCount }: RankerRuntime): number[][] =>
    Array.from({ length: rows }, (_, at) => {
      const features = golden.vectors[at % golden.vectors.length]?.features ?? [];
      return Array.from({ length: columnCount }, (_unused, column) => features[column] ?? Number.NaN);
    });
  const time = async (runtime: RankerRuntime, input: number[][]): Promise<number> => {
    const begin = now();
    await runtime.score(input);
    return now() - begin;
  };
  const [ownRows, otherRows] = [rowsOf(candidate), incumbent ? rowsOf(incumbent) : []];
  const samples = { candidate: [] as number[], incumbent: [] as number[] };
  for (let call = 0; call < warmUps + calls; call += 1) {
    const own = await time(candidate, ownRows);
    const other = incumbent ? await time(incumbent, otherRows) : undefined;
    if (call < warmUps) continue;
    samples.candidate.push(own);
    if (other !== undefined) samples.incumbent.push(other);
  }
  return samples;
};

/** The verdict from measured calls; pure. */
export const assessLatency = ({ candidate, incumbent }: LatencySamples, budgetMs: number): GateVerdict => {
  const [p50, p99] = [quantile(candidate, 0.5), quantile(candidate, 0.99)];
  const ratio = incumbent.length > 0 ? p50 / quantile(incumbent, 0.5) : undefined;
  const evidence = {
    ...{ rows, calls: candidate.length, p50Ms: p50, p99Ms: p99, budgetMs },
    ...(ratio === undefined ? {} : { ratioToIncumbent: ratio }),
  };
  const measured = `p99 ${p99.toFixed(2)} ms of ${budgetMs} ms for ${rows} rows${ratio === undefined ? '' : `, ${ratio.toFixed(2)} × the incumbent at the median`}`;
  return p99 <= budgetMs
    ? { gate: 'latency', verdict: 'pass', detail: measured, evidence }
    : {
        gate: 'latency',
        verdict: 'fail',
        detail: `${measured}: too slow; train fewer or shallower trees, or try on a quiet machine`,
        evidence,
      };
};

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;
