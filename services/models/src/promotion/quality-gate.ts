import { bootstrapMean } from '../evaluation/bootstrap.ts';
import type { ModelPackage } from '../package/model-package.ts';
import type { GateVerdict } from '../registry/audit-event.ts';
import { createRandom } from '../simulator/random.ts';
import type { RankedLists } from './ranked-lists.ts';
import { qualityOfLists } from './score-lists.ts';

/** How much worse in NDCG@10 still counts as not below: about what two trainings of one model differ by. */
export const qualityMargin = 0.005;

export type QualityQuestion = {
  readonly candidate: ModelPackage;
  /** `undefined` when nothing serves yet. */
  readonly incumbent: ModelPackage | undefined;
  readonly lists: RankedLists | undefined;
};

/**
 * Whether a candidate ranks not below the incumbent: both rank the same lists, and the paired bootstrap interval of the
 * difference in NDCG@10 has to lie above minus the margin. Too few lists to tell is `cannot-check`, never a pass.
 */
export const judgeQuality = async ({ candidate, incumbent, lists }: QualityQuestion): Promise<GateVerdict> => {
  if (!incumbent)
    return { gate: 'quality', verdict: 'pass', detail: 'nothing serves yet that it could be below', evidence: {} };
  if (!lists)
    return {
      gate: 'quality',
      verdict: 'cannot-check',
      detail: 'no lists to compare on: give --lists FILE ("models train --lists FILE" writes simulated ones)',
      evidence: {},
    };
  const [ours, theirs] = [await qualityOfLists(candidate, lists), await qualityOfLists(incumbent, lists)];
  return assessQuality(
    ours.flatMap((value, at) => (value === null || theirs[at] === null ? [] : [value - (theirs[at] ?? 0)])),
    lists.source,
  );
};

/** The verdict from paired differences in NDCG@10, candidate minus incumbent; pure. */
export const assessQuality = (differences: readonly number[], source: string): GateVerdict => {
  const fewest = 50;
  if (differences.length < fewest)
    return {
      gate: 'quality',
      verdict: 'cannot-check',
      detail: `${differences.length} lists in which something was played, at least ${fewest} are needed: give more lists`,
      evidence: { lists: differences.length, source },
    };
  const { mean, low, high } = bootstrapMean(createRandom(1), differences);
  const evidence = { lists: differences.length, source, mean, low, high, margin: qualityMargin };
  const interval = `${mean.toFixed(4)} in NDCG@10, 95 % interval ${low.toFixed(4)} to ${high.toFixed(4)}`;
  if (low >= -qualityMargin)
    return { gate: 'quality', verdict: 'pass', detail: `not below the incumbent: ${interval}`, evidence };
  if (high < 0 || mean < -qualityMargin)
    return { gate: 'quality', verdict: 'fail', detail: `below the incumbent: ${interval}`, evidence };
  return {
    gate: 'quality',
    verdict: 'cannot-check',
    detail: `too few lists to tell: ${interval}; give more lists`,
    evidence,
  };
};
