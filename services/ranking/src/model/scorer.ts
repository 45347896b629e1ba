import type { FeatureMatrix, ModelInput } from '../core/encode-features.ts';

/** Where a model is run: by ONNX Runtime in this process, or by a server that speaks the Open Inference Protocol. */
export const runtimes = ['onnxruntime', 'open-inference'] as const;
export type Runtime = (typeof runtimes)[number];

/** Why a call gave no scores: late, no connection, refused by the server, an answer that is none, or the model failed. */
export const scoreFailures = ['deadline', 'unreachable', 'refused', 'invalid-answer', 'failed'] as const;
export type ScoreFailure = {
  readonly ok: false;
  readonly reason: (typeof scoreFailures)[number];
  readonly detail: string;
};

/** A finite score a row, higher is better, or why there is none. */
export type ScoreResult = { readonly ok: true; readonly scores: Float32Array } | ScoreFailure;

/** Scores all rows of a matrix in one call. Both runtimes answer the same, by the same golden vectors. */
export type Scorer = {
  readonly name: string;
  readonly version: string;
  readonly inputs: readonly ModelInput[];
  readonly runtime: Runtime;
  /**
   * Never rejects.
   * @param deadlineMs Unix milliseconds; ends a remote call. A call in this process cannot be ended, so callers look at
   * their budget before it
   */
  readonly score: (matrix: FeatureMatrix, deadlineMs: number) => Promise<ScoreResult>;
  /** Gives back what the model holds; no call is made after it. */
  readonly close: () => Promise<void>;
};

/** The names of a ranker's only input and output: float32 `[rows, columns]` and `[rows, 1]`. */
export const inputName = 'features';
export const outputName = 'scores';

/** The scores in a model's output, when they are one finite number a row. */
export const scoresOf = (output: unknown, rowCount: number): ScoreResult => {
  if (!(output instanceof Float32Array) || output.length !== rowCount)
    return { ok: false, reason: 'invalid-answer', detail: `the model did not answer ${rowCount} scores` };
  if (!output.every(Number.isFinite))
    return { ok: false, reason: 'invalid-answer', detail: 'the model answered a score that is no finite number' };
  return { ok: true, scores: output };
};
