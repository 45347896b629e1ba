import type { FeatureMatrix } from '../core/encode-features.ts';
import type { RankerCard } from './model-card.ts';
import type { LoadFailure, ModelPackage } from './read-package.ts';
import type { Scorer } from './scorer.ts';

/** All that the golden vectors showed, or what went wrong. */
export type GoldenResult = { readonly ok: true; readonly largestDifference: number } | LoadFailure;

/**
 * Runs a package's golden vectors through the scorer that is about to serve it, in one call. Releases of runtimes have broken
 * trees before, so agreement elsewhere says little: the very runtime, version and machine are asked.
 */
export const checkGolden = async (
  scorer: Scorer,
  { card, golden }: Pick<ModelPackage<RankerCard>, 'card' | 'golden'>,
  deadlineMs: number,
): Promise<GoldenResult> => {
  const matrix = matrixOf(golden.vectors, card.features.length);
  if (!matrix) return mismatch(`golden.json has a vector that is not ${card.features.length} values wide`);
  const answer = await scorer.score(matrix, deadlineMs);
  if (!answer.ok)
    return answer.reason === 'unreachable' || answer.reason === 'deadline'
      ? { ok: false, reason: 'unreachable', detail: answer.detail }
      : mismatch(answer.detail);
  const largestDifference = golden.vectors.reduce(
    (largest, { score }, row) => Math.max(largest, Math.abs(score - (answer.scores[row] ?? Number.NaN))),
    0,
  );
  return largestDifference <= card.golden.tolerance
    ? { ok: true, largestDifference }
    : mismatch(`the runtime differs from the trainer by ${largestDifference}; ${card.golden.tolerance} is allowed`);
};

type Vectors = ModelPackage<RankerCard>['golden']['vectors'];

const matrixOf = (vectors: Vectors, columnCount: number): FeatureMatrix | undefined => {
  if (vectors.some(({ features }) => features.length !== columnCount)) return undefined;
  const values = new Float32Array(vectors.length * columnCount);
  vectors.forEach(({ features }, row) => {
    features.forEach((value, column) => {
      values[row * columnCount + column] = value ?? Number.NaN;
    });
  });
  return { values, rowCount: vectors.length, columnCount };
};

const mismatch = (detail: string): LoadFailure => ({ ok: false, reason: 'golden-mismatch', detail });
