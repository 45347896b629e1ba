import './disable-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { FeatureMatrix } from '../core/encode-features.ts';
import type { RankerCard } from './model-card.ts';
import type { LoadFailure, ModelPackage } from './read-package.ts';
import { inputName, outputName, scoresOf, type Scorer, type ScoreResult } from './scorer.ts';

/** A scorer, or why a model cannot be one. */
export type ScorerResult = { readonly ok: true; readonly scorer: Scorer } | LoadFailure;

/**
 * The scorer of a package by ONNX Runtime in this process, one tensor a call. A call blocks the event loop for as long as it
 * computes: callers look at their budget before it. A model that is none, or does not take the columns of its card, is refused.
 */
export const loadOnnxScorer = async ({ card, file }: ModelPackage<RankerCard>): Promise<ScorerResult> => {
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(file, singleThread);
  } catch (error) {
    return { ok: false, reason: 'model-invalid', detail: `ONNX Runtime refuses it: ${(error as Error).message}` };
  }
  const problem = widthProblem(card, session);
  if (problem !== undefined) {
    await session.release();
    return { ok: false, reason: 'model-invalid', detail: problem };
  }
  const { name, version, features: inputs } = card;
  return {
    ok: true,
    scorer: {
      name,
      version,
      inputs,
      runtime: 'onnxruntime',
      score: (matrix) => runModel(session, matrix),
      close: () => session.release(),
    },
  };
};

// One request uses one core: parallelism comes from more processes, and a pool of threads would fight over them.
const singleThread: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  logSeverityLevel: 3,
};

const runModel = async (session: InferenceSession, matrix: FeatureMatrix): Promise<ScoreResult> => {
  const { values, rowCount, columnCount } = matrix;
  try {
    const output = await session.run({ [inputName]: new Tensor('float32', values, [rowCount, columnCount]) });
    return scoresOf(output[outputName]?.data, rowCount);
  } catch (error) {
    return { ok: false, reason: 'failed', detail: (error as Error).message };
  }
};

const widthProblem = ({ features }: RankerCard, session: InferenceSession): string | undefined => {
  const [input] = session.inputMetadata;
  const width = input?.isTensor === true ? input.shape.at(-1) : undefined;
  if (width === features.length) return undefined;
  return `model.onnx takes ${String(width)} columns, its card lists ${features.length}`;
};
